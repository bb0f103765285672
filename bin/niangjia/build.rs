//! The web pages are embedded from their build folders; a build without them (tests, API work) embeds nothing.

fn main() {
    for app in ["console", "h5"] {
        let dist = format!("../../web/apps/{app}/dist");
        if let Err(e) = std::fs::create_dir_all(&dist) {
            println!("cargo:warning={dist}: {e}");
        }
        println!("cargo:rerun-if-changed={dist}");
    }
}
