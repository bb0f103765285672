//! Passwords: rules, slow hashing.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};

use super::AccountError;

/// Checks the rules: 8 to 128 characters, three of the four classes, not the user name.
///
/// # Errors
/// [`AccountError::PasswordRule`] with the code of the broken rule.
pub fn check_rules(password: &str, username: &str) -> Result<(), AccountError> {
    let chars = password.chars().count();
    if !(8..=128).contains(&chars) {
        return Err(AccountError::PasswordRule("accounts.password-length"));
    }
    let has = |f: fn(char) -> bool| usize::from(password.chars().any(f));
    let classes = has(|c| c.is_ascii_lowercase())
        + has(|c| c.is_ascii_uppercase())
        + has(|c| c.is_ascii_digit())
        + has(|c| !c.is_ascii_alphanumeric());
    if classes < 3 {
        return Err(AccountError::PasswordRule("accounts.password-classes"));
    }
    if password.to_lowercase().contains(&username.to_lowercase()) {
        return Err(AccountError::PasswordRule("accounts.password-name"));
    }
    Ok(())
}

/// Hashes a password with argon2id (19 MiB, two passes); takes some 30 ms on purpose.
///
/// # Errors
/// [`AccountError::Channel`] never; the library's own failure is reported as such.
pub fn hash(password: &str, salt: &[u8; 16]) -> Result<String, AccountError> {
    let hashed = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
    hashed.map(|h| h.to_string()).map_err(|e| AccountError::Channel(format!("argon2: {e}")))
}

/// Whether the password belongs to the hash. An unreadable hash belongs to no password.
pub fn matches(password: &str, hash: &str) -> bool {
    let parsed = PasswordHash::new(hash);
    parsed.is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules() {
        for (password, fine) in [
            ("Short1!", false),
            ("alllowercase", false),
            ("lower1234", false),
            ("Lower1234", true),
            ("小写abc123!", true),
            ("xZhangsan1!", false),
        ] {
            assert_eq!(check_rules(password, "zhangsan").is_ok(), fine, "{password}");
        }
    }

    #[test]
    fn hashes_verify_and_salts_differ() {
        let (a, b) = (hash("Lower1234", &[1; 16]).unwrap(), hash("Lower1234", &[2; 16]).unwrap());
        assert!(a != b && matches("Lower1234", &a) && matches("Lower1234", &b));
        assert!(!matches("lower1234", &a) && !matches("Lower1234", "rubbish"));
    }
}
