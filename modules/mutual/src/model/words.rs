//! Words that are stored as a code and shown as a Chinese word.

/// Makes an enum of words: stored code, Chinese word, the list of all, and the way back from a code.
/// The code is a bare token: as a literal it would come to the OpenAPI document in a wrapping that hides it.
macro_rules! words {
    ($(#[$m:meta])* $name:ident as $schema:ident { $($(#[$d:meta])* $variant:ident = $code:tt, $title:literal;)+ }) => {
        $(#[$m])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
        )]
        #[schema(as = $schema)]
        pub enum $name { $($(#[$d])* #[serde(rename = $code)] $variant),+ }

        #[allow(dead_code, reason = "some words are only shown, some only stored")]
        impl $name {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Stored code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// From the stored code.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|w| w.code() == code)
            }

            /// Chinese word.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }
        }
    };
}

pub(crate) use words;
