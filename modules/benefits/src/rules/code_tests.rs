use p256::ecdsa::VerifyingKey;
use p256::ecdsa::signature::Verifier as _;
use platform::sealed::Cipher;
use proptest::prelude::*;
use rand::SeedableRng;

use super::*;

const AT: Timestamp = Timestamp(1_795_831_200_000);

fn codes(seed: u64) -> Codes {
    let rng = rand_chacha::ChaCha20Rng::seed_from_u64(seed);
    Codes::new(Arc::new(Keyring::generate(Cipher::Sm4Gcm, rng)))
}

fn said() -> Said {
    Said {
        campaign_id: Id(77),
        serial: 174,
        minute: minute_of(AT),
        pays: Fen(100),
        worth: Fen(3_000),
        until: Day::from_number(20_261_231).unwrap(),
    }
}

#[test]
fn a_number_is_the_campaign_the_serial_and_two_digits() {
    let n = number("2026", 174);
    assert_eq!((n.len(), &n[..11]), (13, "20260000174"));
    assert_eq!(parse_number(&n), Ok(("2026".into(), 174)));
    assert_eq!(parse_number(&grouped(&n)), Ok(("2026".into(), 174)));
    assert_eq!(parse_number(&grouped(&number("123456", 1_234_567))), Ok(("123456".into(), 1_234_567)));
    // The example of ISO 7064: 794 is checked by 44.
    assert_eq!((remainder("79444"), remainder("79400")), (1, 54));
    for bad in ["", "2026", "abcdefghijklm", "20260000000", "NJ1.a.b.c"] {
        assert_eq!(parse_number(bad), Err(CodeError::Bad), "{bad}");
    }
}

proptest! {
    #[test]
    fn one_wrong_digit_and_two_exchanged_ones_are_found(
        campaign in 1_000_i64..999_999, serial in 1_i64..9_999_999, at in 0_usize..15, digit in 0_u8..10
    ) {
        let n = number(&campaign.to_string(), serial);
        prop_assert_eq!(parse_number(&n), Ok((campaign.to_string(), serial)));
        let mut wrong = n.clone().into_bytes();
        let at = at % wrong.len();
        wrong[at] = b'0' + digit;
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert_eq!(parse_number(&wrong).is_ok(), wrong == n);
        let mut swapped = n.clone().into_bytes();
        let next = (at + 1) % swapped.len();
        swapped.swap(at, next);
        let swapped = String::from_utf8(swapped).unwrap();
        prop_assert_eq!(parse_number(&swapped).is_ok(), swapped == n);
    }
}

#[test]
fn a_code_holds_in_its_minute_and_the_two_beside_it() {
    let codes = codes(1);
    let text = codes.sign(&said());
    assert_eq!(text.len(), 152);
    let minutes = |n: i64| codes.check(&text, AT.plus_ms(n * 60_000));
    assert_eq!((minutes(0), minutes(1), minutes(-1)), (Ok(said()), Ok(said()), Ok(said())));
    assert_eq!((minutes(2), minutes(-2)), (Err(CodeError::Old), Err(CodeError::Old)));
}

#[test]
fn another_installation_and_every_changed_character_are_refused() {
    let codes = codes(1);
    let text = codes.sign(&said());
    assert_eq!(self::codes(2).check(&text, AT), Err(CodeError::Bad));
    let sealed = text.rfind('.').unwrap();
    for at in 0..sealed {
        let mut changed = text.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        // The last characters of a part hold spare bits, which must be zero.
        assert!(codes.check(&changed, AT).is_err(), "{at}: {changed}");
    }
    for bad in ["", "NJ1", "NJ1...", "NJ2.a.b.c", &format!("{text}.x")] {
        assert_eq!(codes.check(bad, AT), Err(CodeError::Bad), "{bad}");
    }
}

#[test]
fn a_till_verifies_the_signature_with_the_public_key_alone() {
    let codes = codes(3);
    let text = codes.sign(&said());
    let key = B64.decode(codes.public_key()).unwrap();
    assert_eq!((key.len(), &key[..26]), (91, SPKI.as_slice()));
    let key = VerifyingKey::from_sec1_bytes(&key[26..]).unwrap();
    let parts: Vec<&str> = text.split('.').collect();
    let signature = Signature::from_slice(&B64.decode(parts[3]).unwrap()).unwrap();
    let signed = format!("{}.{}", parts[0], parts[1]);
    assert!(key.verify(signed.as_bytes(), &signature).is_ok());
    assert!(key.verify(text.as_bytes(), &signature).is_err());
    // The same keys give the same public key: tills keep it.
    assert_eq!(codes.public_key(), self::codes(3).public_key());
}

#[test]
fn what_is_typed_holds_as_long_and_for_this_voucher_alone() {
    let codes = codes(4);
    let typed = codes.typed("2026", &said());
    assert!(is_typed(&typed) && !is_typed(&codes.sign(&said())));
    let read = parse_typed(&typed).unwrap();
    assert_eq!((read.campaign.as_str(), read.serial), ("2026", 174));
    let check = |campaign: i64, n: i64| codes.check_typed(Id(campaign), &read, AT.plus_ms(n * 60_000));
    assert_eq!((check(77, 0), check(77, 1)), (Ok(said().minute), Ok(said().minute)));
    assert_eq!((check(77, 3), check(78, 0)), (Err(CodeError::Old), Err(CodeError::Old)));
    let wide: String = typed.chars().map(|c| if c == '2' { '２' } else { c }).collect();
    assert_eq!(parse_typed(&wide), Ok(read));
    assert_eq!(parse_typed(&number("2026", 174)), Err(CodeError::Bad), "the number alone proves nothing");
}
