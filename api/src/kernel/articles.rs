//! A draft of a legal document as what it is commented by: chapters, articles (Điều) and clauses (khoản), each with an
//! anchor that stays with its text through later versions of the draft, wherever it moves and whatever its number becomes.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::text::fold;
use super::words::words;
use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use utoipa::ToSchema;

words!(
    /// What a passage of a draft is.
    PassageLevel {
        /// What stands before the first article.
        Opening,
        /// A part, chapter or section: a heading only.
        Chapter,
        Article,
        Clause,
    }
);

/// A passage of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    pub level: PassageLevel,
    /// `Điều 5`, `khoản 2`, `Chương I`; of an opening nothing.
    pub label: String,
    /// The heading of an article or chapter; empty of a clause.
    pub heading: String,
    /// Its paragraphs, without those of its clauses.
    pub text: String,
    /// Which of the passages before it it belongs to: the article of a clause.
    pub parent: Option<usize>,
}

/// A passage with the name by which comments hold on to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchored {
    pub anchor: String,
    pub passage: Passage,
}

/// From here on a passage counts as the edited other, by the words in common of both.
const LIKENESS: f64 = 0.5;
/// A passage that kept its number may have changed more.
const LIKENESS_SAME_LABEL: f64 = 0.3;
/// Longer drafts are a mistake; what is beyond stays text of the last passage.
pub const MOST: usize = 1_000;

static ARTICLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?i:điều)\s+(\d{1,3}[a-zđ]?)\s*[.:]?\s*(.*)$").expect("a pattern"));
static CHAPTER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^((?i:phần|chương|mục)\s+(?:[IVXLC]+|\d{1,3}))\b\s*[.:]?\s*(.*)$").expect("a pattern"));
static CLAUSE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{1,3})\.\s+(\S.*)$").expect("a pattern"));

/// Splits a plain text, a line for each paragraph, into its passages.
pub fn split(plain: &str) -> Vec<Passage> {
    let mut found: Vec<Passage> = vec![];
    let (mut article, mut clause) = (None, 0u32);
    let mut bare_chapter = false;
    for line in plain.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let full = found.len() >= MOST;
        let add = |found: &mut Vec<Passage>, level, label: String, heading: &str, text: &str, parent| {
            found.push(Passage { level, label, heading: heading.into(), text: text.into(), parent });
        };
        if let Some(parts) = ARTICLE.captures(line).filter(|_| !full) {
            add(&mut found, PassageLevel::Article, format!("Điều {}", &parts[1].to_lowercase()), &parts[2], "", None);
            (article, clause, bare_chapter) = (Some(found.len() - 1), 0, false);
        } else if let Some(parts) = CHAPTER.captures(line).filter(|_| !full) {
            add(&mut found, PassageLevel::Chapter, capitalised(&parts[1]), &parts[2], "", None);
            (article, clause, bare_chapter) = (None, 0, parts[2].is_empty());
        } else if let Some((at, parts)) =
            article.zip(CLAUSE.captures(line)).filter(|_| !full).filter(|(_, p)| p[1].parse() == Ok(clause + 1))
        {
            clause += 1;
            add(&mut found, PassageLevel::Clause, format!("khoản {clause}"), "", &parts[2], Some(at));
        } else if let Some(last) = found.last_mut().filter(|_| bare_chapter) {
            // Chương I / QUY ĐỊNH CHUNG: the name stands on a line of its own.
            last.heading = line.into();
            bare_chapter = false;
        } else if let Some(last) = found.last_mut() {
            if !last.text.is_empty() {
                last.text.push('\n');
            }
            last.text.push_str(line);
        } else {
            add(&mut found, PassageLevel::Opening, String::new(), "", line, None);
        }
    }
    found
}

fn capitalised(label: &str) -> String {
    let lower = label.to_lowercase();
    let (word, number) = lower.split_once(char::is_whitespace).unwrap_or((&lower, ""));
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{} {}", letters.as_str(), number.trim().to_uppercase())
}

/// Gives the passages of a new version their anchors: those of the passages of the version before that they continue, and
/// new ones, never used in `used`, to what is new. Without a version before: by their labels.
pub fn carry(before: &[Anchored], after: Vec<Passage>, used: &BTreeSet<String>) -> Vec<Anchored> {
    let mut anchors: Vec<Option<String>> = vec![None; after.len()];
    let mut taken = BTreeSet::new();
    // Articles first; a clause is looked for in the article that its own continues, and only then elsewhere.
    let whole = |list: &[&Passage], n: usize| {
        let clauses = list.iter().filter(|p| p.parent == Some(n)).map(|p| p.text.as_str());
        std::iter::once(list[n].heading.as_str()).chain([list[n].text.as_str()]).chain(clauses).collect::<Vec<_>>().join("\n")
    };
    let (old, new): (Vec<_>, Vec<_>) = (before.iter().map(|a| &a.passage).collect(), after.iter().collect());
    let old_words: Vec<Words> = (0..old.len()).map(|n| Words::of(&whole(&old, n))).collect();
    let new_words: Vec<Words> = (0..new.len()).map(|n| Words::of(&whole(&new, n))).collect();
    let mut matched: HashMap<usize, usize> = HashMap::new();
    for clauses in [false, true] {
        let mut pairs = vec![];
        for (i, was) in old.iter().enumerate().filter(|(_, p)| (p.level == PassageLevel::Clause) == clauses) {
            for (j, is) in new.iter().enumerate().filter(|(_, p)| p.level == was.level) {
                let same_label = was.label == is.label;
                let at_home = !clauses || was.parent.and_then(|p| matched.get(&p)).copied() == is.parent;
                let mut likeness = old_words[i].likeness(&new_words[j]);
                // Headings that say nothing but their number are told by it.
                if old_words[i].0.is_empty() && new_words[j].0.is_empty() {
                    likeness = if same_label { 1.0 } else { 0.0 };
                }
                let enough = if same_label && at_home { LIKENESS_SAME_LABEL } else { LIKENESS };
                if likeness >= enough {
                    let favour = f64::from(u8::from(same_label)) * 0.05 + f64::from(u8::from(at_home)) * 0.1;
                    pairs.push((likeness + favour, i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        for (_, i, j) in pairs {
            if !matched.contains_key(&i) && anchors[j].is_none() {
                matched.insert(i, j);
                anchors[j] = Some(before[i].anchor.clone());
                taken.insert(before[i].anchor.clone());
            }
        }
    }
    let mut out: Vec<Anchored> = Vec::with_capacity(after.len());
    for (passage, anchor) in after.into_iter().zip(anchors) {
        let anchor = anchor.unwrap_or_else(|| {
            let wanted = match passage.parent.and_then(|at| out.get(at)) {
                Some(article) => format!("{}-{}", article.anchor, slug(&passage.label)),
                None if passage.level == PassageLevel::Opening => "mo-dau".into(),
                None => slug(&passage.label),
            };
            let free = |name: &String| !used.contains(name) && !taken.contains(name);
            std::iter::once(wanted.clone()).chain((2..).map(|n| format!("{wanted}-{n}"))).find(free).unwrap_or(wanted)
        });
        taken.insert(anchor.clone());
        out.push(Anchored { anchor, passage });
    }
    out
}

fn slug(label: &str) -> String {
    fold(label).split_whitespace().collect::<Vec<_>>().join("-")
}

/// The words of a passage with how often each stands there.
struct Words(HashMap<String, usize>);

impl Words {
    fn of(text: &str) -> Self {
        let mut words = HashMap::new();
        for word in fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            *words.entry(word.to_owned()).or_default() += 1;
        }
        Self(words)
    }

    fn likeness(&self, other: &Self) -> f64 {
        let all = self.0.values().sum::<usize>() + other.0.values().sum::<usize>();
        let common: usize = self.0.iter().map(|(word, n)| (*n).min(other.0.get(word).copied().unwrap_or(0))).sum();
        if all == 0 { 0.0 } else { 2.0 * common as f64 / all as f64 }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FIRST: &str = "Căn cứ Luật Tổ chức chính quyền địa phương;\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\n\
        Quy định này quy định về quản lý vỉa hè trên địa bàn phường.\nĐiều 2. Sử dụng vỉa hè\n1. Vỉa hè dành cho người đi bộ.\n\
        2. Được để xe máy ở nơi có vạch sơn.\na) Cách mép đường 0,5 mét;\nĐiều 3. Xử lý vi phạm\nVi phạm bị xử phạt theo Nghị định của Chính phủ.";

    fn first() -> Vec<Anchored> {
        carry(&[], split(FIRST), &BTreeSet::new())
    }

    fn next(text: &str) -> Vec<Anchored> {
        let before = first();
        let used = before.iter().map(|a| a.anchor.clone()).collect();
        carry(&before, split(text), &used)
    }

    fn anchors(list: &[Anchored]) -> Vec<(&str, &str)> {
        list.iter().map(|a| (a.anchor.as_str(), a.passage.label.as_str())).collect()
    }

    #[test]
    fn a_draft_falls_into_articles_and_clauses() {
        let found = first();
        assert_eq!(
            anchors(&found),
            [
                ("mo-dau", ""),
                ("chuong-i", "Chương I"),
                ("dieu-1", "Điều 1"),
                ("dieu-2", "Điều 2"),
                ("dieu-2-khoan-1", "khoản 1"),
                ("dieu-2-khoan-2", "khoản 2"),
                ("dieu-3", "Điều 3")
            ]
        );
        assert_eq!(found[1].passage.heading, "QUY ĐỊNH CHUNG");
        assert_eq!(found[5].passage.text, "Được để xe máy ở nơi có vạch sơn.\na) Cách mép đường 0,5 mét;");
        assert!(split("").is_empty());
        assert_eq!(split("Chủ trương đặt tên tổ dân phố.\n1. Không phải khoản.").len(), 1);
    }

    #[test]
    fn anchors_follow_their_text_when_articles_are_put_between() {
        let later = next(
            "Căn cứ Luật Tổ chức chính quyền địa phương;\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\nQuy định này quy định về \
             quản lý vỉa hè, lòng đường trên địa bàn phường.\nĐiều 2. Giải thích từ ngữ\nTrong Quy định này, lòng đường là phần xe chạy.\n\
             Điều 3. Sử dụng vỉa hè\n1. Được để xe máy ở nơi có vạch sơn.\n2. Cấm kinh doanh lấn chiếm lối đi.\nĐiều 4. Xử lý vi phạm\nVi phạm bị \
             xử phạt theo Nghị định của Chính phủ.",
        );
        assert_eq!(
            anchors(&later),
            [
                ("mo-dau", ""),
                ("chuong-i", "Chương I"),
                ("dieu-1", "Điều 1"),
                ("dieu-2-2", "Điều 2"),
                ("dieu-2", "Điều 3"),
                ("dieu-2-khoan-2", "khoản 1"),
                ("dieu-2-khoan-2-2", "khoản 2"),
                ("dieu-3", "Điều 4")
            ]
        );
    }

    #[test]
    fn what_was_taken_out_is_gone_and_its_name_is_not_given_again() {
        let later =
            next("Điều 1. Phạm vi điều chỉnh\nQuy định này quy định về quản lý vỉa hè trên địa bàn phường.\nĐiều 2. Phí\nMiễn thu.");
        assert_eq!(anchors(&later), [("dieu-1", "Điều 1"), ("dieu-2-2", "Điều 2")]);
    }

    proptest! {
        #[test]
        fn every_passage_has_an_anchor_of_its_own(lines in proptest::collection::vec("(Điều [0-9]{1,2}\\. |[0-9]\\. |Chương [IVX]{1,2} )?[a-zđ ]{0,12}", 0..40),
            more in proptest::collection::vec("(Điều [0-9]{1,2}\\. |[0-9]\\. )?[a-zđ ]{0,12}", 0..40)) {
            let before = carry(&[], split(&lines.join("\n")), &BTreeSet::new());
            let used: BTreeSet<_> = before.iter().map(|a| a.anchor.clone()).collect();
            prop_assert_eq!(used.len(), before.len());
            let after = carry(&before, split(&more.join("\n")), &used);
            prop_assert_eq!(after.iter().map(|a| &a.anchor).collect::<BTreeSet<_>>().len(), after.len());
            // The same text again keeps every anchor.
            let same = carry(&before, before.iter().map(|a| a.passage.clone()).collect(), &used);
            prop_assert_eq!(same.len(), before.len());
        }

        #[test]
        fn any_text_is_split(text in any::<String>()) {
            let _ = split(&text);
        }
    }
}
