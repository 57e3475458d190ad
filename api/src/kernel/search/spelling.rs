//! What was meant: the known word nearest to one that nothing holds.

/// A known word: without marks, and how many titles hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub word: String,
    pub uses: i64,
}

/// The word that was probably meant; `None` when nothing is near enough. `fits` says whether a word is known beside its
/// neighbours in the question: such a one is preferred.
pub fn nearest<'k>(asked: &str, known: &'k [Known], fits: impl Fn(&str) -> bool) -> Option<&'k str> {
    let reach = match asked.chars().count() {
        0 | 1 => return None,
        2..=5 => 1,
        _ => 2,
    };
    let near = known.iter().filter_map(|k| {
        let far = distance(asked, &k.word, reach)?;
        Some((k, far))
    });
    let best = near.min_by_key(|(k, far)| (!fits(&k.word), *far, std::cmp::Reverse(k.uses), k.word.clone()));
    best.map(|(k, _)| k.word.as_str())
}

/// Letters to add, drop, change or swap with their neighbour, if not more than `reach`.
fn distance(a: &str, b: &str, reach: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > reach || a == b {
        return None;
    }
    let wide = b.len() + 1;
    let mut rows = vec![vec![0; wide]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..wide).collect();
    for i in 1..=a.len() {
        for j in 1..wide {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    Some(rows[a.len()][b.len()]).filter(|far| *far <= reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words() {
        let known: Vec<_> = [("dong", 9), ("dang", 20), ("thanh", 5), ("phuong", 3), ("nghi", 4)]
            .map(|(word, uses)| Known { word: word.into(), uses })
            .into();
        for (asked, want) in [
            ("dogn", Some("dong")),
            ("dng", Some("dang")),
            ("thnah", Some("thanh")),
            ("phuongg", Some("phuong")),
            ("pphuongg", Some("phuong")),
            ("nghii", Some("nghi")),
            ("x", None),
            ("", None),
            ("xyzw", None),
        ] {
            assert_eq!(nearest(asked, &known, |_| false), want, "{asked}");
        }
        assert_eq!(nearest("dng", &known, |word| word == "dong"), Some("dong"), "the one that fits its neighbours");
    }
}
