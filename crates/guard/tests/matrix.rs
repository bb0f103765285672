//! The permission matrix as a reviewed snapshot: a change of the policy shows as a change of `matrix.txt`.

use std::fmt::Write;

#[test]
fn the_matrix_is_the_reviewed_one() {
    let mut now = String::new();
    for (role, permissions) in guard::matrix() {
        let _ = writeln!(now, "{}", role.code());
        for (resource, action) in permissions {
            let _ = writeln!(now, "  {}.{}", resource.code(), action.code());
        }
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/matrix.txt");
    if std::env::var_os("ACCEPT_MATRIX").is_some() {
        std::fs::write(file, &now).unwrap();
    }
    let reviewed = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(now, reviewed, "the policy changed: review it, then run with ACCEPT_MATRIX=1");
}
