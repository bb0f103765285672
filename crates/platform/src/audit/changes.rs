//! Old and new values of an entry.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as B64;
use serde_json::{Map, Value, json};

/// Old and new values by field. Sealed values enter as ciphertext under the person's key, with their digest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(Map<String, Value>);

impl Changes {
    /// No values.
    pub fn new() -> Self {
        Self::default()
    }

    /// A plain field that changed; equal values are left out.
    #[must_use]
    pub fn field(mut self, name: &str, old: impl Into<Value>, new: impl Into<Value>) -> Self {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.0.insert(name.to_owned(), json!([old, new]));
        }
        self
    }

    /// A value that the deed carries without having changed anything (number of rows, name of a file).
    #[must_use]
    pub fn note(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// A sealed field: ciphertexts under the person's key ([`crate::sealed::Keyring::seal_for_person`]) and digests.
    #[must_use]
    pub fn sealed(mut self, name: &str, old: Option<(&[u8], &[u8])>, new: Option<(&[u8], &[u8])>) -> Self {
        let value = |v: Option<(&[u8], &[u8])>| {
            v.map_or(
                Value::Null,
                |(sealed, digest)| json!({ "c": B64.encode(sealed), "d": hex::encode(digest) }),
            )
        };
        self.0.insert(name.to_owned(), json!([value(old), value(new)]));
        self
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn to_json(&self, purpose: Option<&str>) -> String {
        let mut all = self.0.clone();
        if let Some(p) = purpose {
            all.insert("purpose".to_owned(), Value::from(p));
        }
        if all.is_empty() { String::new() } else { Value::Object(all).to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_left_out() {
        let c = Changes::new().field("name", "张三", "张三").field("status", "active", "left");
        assert_eq!(c.to_json(None), r#"{"status":["active","left"]}"#);
        assert_eq!(Changes::new().to_json(None), "");
        assert_eq!(Changes::new().to_json(Some("核对")), r#"{"purpose":"核对"}"#);
    }
}
