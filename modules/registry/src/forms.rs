//! Forms of organisations as typed: put right where that is safe, refused where it is not, remarked on where a person
//! should look. Pure.

use kernel::{CreditCode, FieldError, OrgNumber, Params, Phone, Problem};
use platform::codesets::Codesets;

use crate::error::{RegistryError, Result, field, field_of};
use crate::facts::{EmployerFacts, UnionFacts};
use crate::model::{PROFILE_SETS, Profile};

/// Something to look at that forbids nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// JSON pointer of the field.
    pub pointer: &'static str,
    /// Key of the sentence.
    pub code: &'static str,
}

/// Collects wrong fields.
#[derive(Debug, Default)]
pub struct Check {
    wrong: Vec<FieldError>,
}

impl Check {
    /// Refuses a field.
    pub fn refuse(&mut self, pointer: &str, code: &'static str, params: Params) {
        self.wrong.push(field(pointer, code, params));
    }

    /// Refuses a field that something else has found wrong.
    pub fn refuse_field(&mut self, wrong: FieldError) {
        self.wrong.push(wrong);
    }

    /// Takes over what another check refused, its pointers put under `at`.
    pub fn take(&mut self, at: &str, other: Self) {
        let under = |e: FieldError| FieldError { pointer: format!("{at}{}", e.pointer), ..e };
        self.wrong.extend(other.wrong.into_iter().map(under));
    }

    /// Trims a text and holds it to `limit` characters.
    pub fn text(&mut self, pointer: &str, text: &mut String, limit: usize) {
        *text = kernel::text::clean(text);
        if text.chars().count() > limit {
            self.refuse(pointer, "registry.text-long", [("limit", limit.to_string())].into());
        }
    }

    /// A code must be of its dictionary; empty is not known.
    pub fn code(&mut self, words: &Codesets, pointer: &str, set: &str, code: &str) {
        if !code.is_empty() && words.label(set, code).is_none() {
            self.refuse(pointer, "registry.code-unknown", [("content", code.to_owned())].into());
        }
    }

    /// A credit code, put into its plain form; empty is not known.
    pub fn credit_code(&mut self, pointer: &str, code: &mut String) {
        if code.trim().is_empty() {
            code.clear();
            return;
        }
        if let Some(read) = self.read(pointer, CreditCode::parse(code)) {
            *code = read.as_str().to_owned();
        }
    }

    /// What was read of a field, or its error noted.
    pub fn read<T, E: Problem>(&mut self, pointer: &str, read: std::result::Result<T, E>) -> Option<T> {
        read.map_err(|e| self.wrong.push(field_of(pointer, &e))).ok()
    }

    /// A mobile; empty is none.
    pub fn phone(&mut self, pointer: &str, text: &str) -> Option<Phone> {
        if text.trim().is_empty() { None } else { self.read(pointer, Phone::parse(text)) }
    }

    /// A number that may not be negative, nor greater than what it is a part of.
    pub fn number(&mut self, pointer: &str, n: i64, of: Option<i64>) {
        if !(0..=10_000_000).contains(&n) || of.is_some_and(|all| n > all) {
            let most = of.unwrap_or(10_000_000).to_string();
            self.refuse(pointer, "registry.number-range", [("most", most)].into());
        }
    }

    /// The end, with the field that nothing goes without.
    ///
    /// # Errors
    /// [`RegistryError::Invalid`] if anything was refused.
    pub fn done_with<T>(self, needed: Option<T>) -> Result<T> {
        match needed.filter(|_| self.wrong.is_empty()) {
            Some(value) => Ok(value),
            None => Err(RegistryError::Invalid(self.wrong)),
        }
    }

    /// The end.
    ///
    /// # Errors
    /// [`RegistryError::Invalid`] if anything was refused.
    pub fn done(self) -> Result<()> {
        if self.wrong.is_empty() { Ok(()) } else { Err(RegistryError::Invalid(self.wrong)) }
    }
}

/// Puts the kept fields of a member into their plain form. What stands so already is not asked again: a dictionary may
/// have changed since it was entered.
pub fn profile(c: &mut Check, words: &Codesets, before: &Profile, p: &mut Profile) {
    if p.name != before.name
        && let Some(name) = c.read("/name", kernel::text::person_name(&p.name))
    {
        p.name = name;
    }
    c.text("/household_place", &mut p.household_place, 120);
    c.text("/native_place", &mut p.native_place, 60);
    let (old, new) = (before.fields(), p.fields());
    for ((name, was), (_, is)) in old.into_iter().zip(new) {
        let set = PROFILE_SETS.iter().find(|(field, _)| *field == name);
        if let Some((_, set)) = set.filter(|_| was != is) {
            c.code(words, &format!("/{name}"), set, is);
        }
    }
}

/// Checks the employer form and puts its codes into their plain form.
///
/// # Errors
/// [`RegistryError::Invalid`] with every wrong field; `at` is put before the pointers.
pub fn employer(words: &Codesets, at: &str, mut f: EmployerFacts) -> Result<EmployerFacts> {
    let mut c = Check::default();
    let p = |name: &str| format!("{at}/{name}");
    c.text(&p("name"), &mut f.name, 80);
    if f.name.chars().count() < 2 {
        c.refuse(&p("name"), "registry.employer-name-short", Params::new());
    }
    c.credit_code(&p("credit_code"), &mut f.credit_code);
    f.old_code = kernel::text::number_text(&f.old_code);
    if !f.old_code.is_empty() && !matches!(OrgNumber::parse(&f.old_code), Ok(n) if !is_credit(&n)) {
        c.refuse(&p("old_code"), "registry.old-code", Params::new());
    }
    c.text(&p("address"), &mut f.address, 120);
    c.text(&p("contact"), &mut f.contact, 50);
    c.text(&p("phone"), &mut f.phone, 30);
    for (name, set, code) in [
        ("nature", "employer_nature", &f.nature),
        ("economic_type", "economic_type", &f.economic_type),
        ("industry", "industry", &f.industry),
        ("size_class", "size_class", &f.size_class),
        ("above_scale", "above_scale", &f.above_scale),
        ("exempt_reason", "exempt_reason", &f.exempt_reason),
    ] {
        c.code(words, &p(name), set, code);
    }
    c.number(&p("workers"), f.workers, None);
    c.number(&p("female_workers"), f.female_workers, Some(f.workers));
    c.number(&p("migrant_workers"), f.migrant_workers, Some(f.workers));
    c.done()?;
    Ok(f)
}

fn is_credit(n: &OrgNumber) -> bool {
    matches!(n, OrgNumber::Credit(_))
}

/// What a person should look at in an employer's form (docs/rules §2).
pub fn employer_remarks(f: &EmployerFacts) -> Vec<Remark> {
    let mut all = Vec::new();
    if let Ok(code) = CreditCode::parse(&f.credit_code) {
        if code.is_union() {
            all.push(Remark { pointer: "/credit_code", code: "registry.code-of-union" });
        }
        if !code.org_code_fits() {
            all.push(Remark { pointer: "/credit_code", code: "kernel.credit-code-org-check" });
        }
    }
    all
}

/// What a person should look at in a union's credit code: 81 and 89 are unions, a federation may carry 13 (docs/rules §2).
pub fn union_remarks(credit_code: &str) -> Vec<Remark> {
    let mut all = Vec::new();
    if let Ok(code) = CreditCode::parse(credit_code) {
        if !code.is_union() && code.class() != "13" {
            all.push(Remark { pointer: "/credit_code", code: "registry.code-of-employer" });
        }
        if !code.org_code_fits() {
            all.push(Remark { pointer: "/credit_code", code: "kernel.credit-code-org-check" });
        }
    }
    all
}

/// Checks the further fields of a union's form.
pub fn union_facts(c: &mut Check, words: &Codesets, f: &mut UnionFacts) {
    for (name, set, code) in f.coded() {
        c.code(words, &format!("/form/{name}"), set, code);
    }
    for (name, n) in f.numbers() {
        let of = match name {
            "female_workers" | "migrant_workers" | "needy_workers" | "model_workers" => f.workers,
            "home_stars" => Some(5),
            _ => None,
        };
        if let Some(n) = n {
            c.number(&format!("/form/{name}"), n, of);
        }
    }
    for (from, to, pointer) in
        [(f.legal_from, f.legal_to, "/form/legal_to"), (f.term_from, f.term_to, "/form/term_to")]
    {
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            c.refuse(pointer, "registry.ends-before", [("day", from.to_string())].into());
        }
    }
    c.text("/form/approval_number", &mut f.approval_number, 50);
    c.text("/form/legal_number", &mut f.legal_number, 50);
    c.text("/form/legal_representative", &mut f.legal_representative, 50);
    c.text("/form/awards", &mut f.awards, 500);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(f: EmployerFacts) -> Vec<(String, &'static str)> {
        match employer(&Codesets::first(), "", f) {
            Ok(_) => Vec::new(),
            Err(RegistryError::Invalid(fields)) => fields.into_iter().map(|e| (e.pointer, e.code)).collect(),
            Err(e) => panic!("{e}"),
        }
    }

    fn good() -> EmployerFacts {
        EmployerFacts {
            name: "示范县宏达模具有限公司".into(),
            credit_code: " 91330226ma0000015p ".into(),
            old_code: "79965505-8".into(),
            nature: "1".into(),
            workers: 40,
            female_workers: 12,
            ..EmployerFacts::default()
        }
    }

    #[test]
    fn codes_are_put_right_and_wrong_ones_refused() {
        let read = employer(&Codesets::first(), "", good()).unwrap();
        assert_eq!((read.credit_code.as_str(), read.old_code.as_str()), ("91330226MA0000015P", "799655058"));
        let check = EmployerFacts { credit_code: "91330226MA0000016P".into(), ..good() };
        assert_eq!(wrong(check), [("/credit_code".into(), "kernel.credit-code-check")]);
        let old = EmployerFacts { old_code: "91330226MA0000015P".into(), ..good() };
        assert_eq!(wrong(old), [("/old_code".into(), "registry.old-code")], "a credit code is no old code");
        let parts = EmployerFacts { female_workers: 41, industry: "Ω".into(), ..good() };
        let codes: Vec<_> = wrong(parts).into_iter().map(|(_, c)| c).collect();
        assert_eq!(codes, ["registry.code-unknown", "registry.number-range"]);
    }

    #[test]
    fn the_other_kind_of_code_and_an_odd_ninth_character_are_remarked_on() {
        let codes = |all: Vec<Remark>| all.into_iter().map(|r| r.code).collect::<Vec<_>>();
        let of = |code: &str| EmployerFacts { credit_code: code.into(), ..good() };
        assert_eq!(codes(employer_remarks(&of("81330483MC0000012F"))), ["registry.code-of-union"]);
        assert_eq!(codes(employer_remarks(&of("91330226MA0000015P"))), [""; 0]);
        assert_eq!(codes(union_remarks("91330226MA0000015P")), ["registry.code-of-employer"]);
        assert_eq!(codes(union_remarks("81330483MC0000012F")), [""; 0]);
    }
}
