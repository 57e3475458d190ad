//! Every shape of the contract has a name of its own.

use crate::rooms::house;

/// Two shapes of one name overwrite each other in the contract without a word: clients would be told the wrong one.
#[test]
fn every_schema_has_a_name_of_its_own() {
    let mut seen: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    let mut twice = vec![];
    for (path, source) in house() {
        for (name, at) in schemas(&source) {
            // Shapes without members are one and the same wherever they stand; a page is named by what it holds; the shape
            // that a macro makes is named where the macro is used.
            if at.contains("{}") || name == "Page" || name.is_empty() {
                continue;
            }
            let place = format!("{path}: {at}");
            if let Some(before) = seen.insert(name.clone(), place.clone()) {
                twice.push(format!("{name}: {before} and {place}"));
            }
        }
    }
    assert!(seen.len() > 150, "the schemas were not found: {}", seen.len());
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

/// Names under which the shapes of a file stand in the contract, each with the line that declares it.
fn schemas(source: &str) -> Vec<(String, String)> {
    let mut found = vec![];
    let mut lines = source.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        // `Plan as PlanDetails {` within `details!`.
        if line.ends_with('{')
            && let [_, "as", name, "{"] = line.split(' ').collect::<Vec<_>>()[..]
        {
            found.push((name.to_owned(), line.to_owned()));
            continue;
        }
        let list = line.starts_with("words!(");
        let shape = line.starts_with("#[derive(") && line.contains("ToSchema");
        if !list && !shape {
            continue;
        }
        // A short list stands on one line.
        if let Some(declared) = line.strip_prefix("words!(").filter(|rest| !rest.is_empty()) {
            found.push((declared.chars().take_while(|c| c.is_alphanumeric()).collect(), line.to_owned()));
            continue;
        }
        let mut given = None;
        for line in lines.by_ref() {
            if let Some((_, rest)) = line.split_once("as = ").filter(|_| line.starts_with("#[schema(")) {
                given = Some(rest.chars().take_while(|c| c.is_alphanumeric()).collect::<String>());
            }
            if line.starts_with("#[") || line.starts_with("//") || line.is_empty() {
                continue;
            }
            let declared = line.trim_start_matches("pub(super) ").trim_start_matches("pub(crate) ").trim_start_matches("pub ");
            let name = declared.strip_prefix("struct ").or_else(|| declared.strip_prefix("enum ")).or(list.then_some(declared));
            if let Some(name) = name {
                let name: String = name.chars().take_while(|c| c.is_alphanumeric()).collect();
                found.push((given.unwrap_or(name), line.to_owned()));
            }
            break;
        }
    }
    found
}

#[test]
fn shapes_are_found_with_the_names_they_are_given() {
    let source = "#[derive(Debug, Serialize, ToSchema)]\n/// Doc.\n#[schema(as = Other)]\npub struct View {\n}\n\
                  #[derive(ToSchema)]\nenum Plain {\n#[derive(Debug)]\nstruct Hidden {\nwords!(\n    /// Doc.\n    Kind { A, B }\n);\nwords!(Short { C });";
    let names: Vec<_> = schemas(source).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Other", "Plain", "Kind", "Short"]);
}
