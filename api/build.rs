//! The web app is built into the program: when it was built anew, so must the program be. Where it was not built yet, an
//! empty folder keeps the compiler content (every page then says that the web app is missing).

fn main() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/build");
    if let Err(error) = std::fs::create_dir_all(&folder) {
        println!("cargo:warning=cannot make {}: {error}", folder.display());
    }
    println!("cargo:rerun-if-changed=../web/build");
    println!("cargo:rerun-if-changed=build.rs");
}
