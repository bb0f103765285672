use super::*;
use rand::SeedableRng;

fn rng(seed: u64) -> rand_chacha::ChaCha20Rng {
    rand_chacha::ChaCha20Rng::seed_from_u64(seed)
}

#[test]
fn sm3_of_abc_is_the_standards() {
    use sm3::Digest;
    let hash = hex::encode(Sm3::digest(b"abc"));
    assert_eq!(hash, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

#[test]
fn sealed_values_open_in_their_own_place_only() {
    for cipher in [Cipher::Sm4Gcm, Cipher::Aes256Gcm] {
        let ring = Keyring::generate(cipher, rng(1));
        let sealed = ring.seal("330226199003070015", "person_document:7");
        assert_eq!(ring.open(&sealed, "person_document:7").unwrap(), "330226199003070015");
        assert!(matches!(ring.open(&sealed, "person_document:8"), Err(SealError::Broken)));
        let mut bent = sealed.clone();
        *bent.last_mut().unwrap() ^= 1;
        assert!(matches!(ring.open(&bent, "person_document:7"), Err(SealError::Broken)));
        assert_ne!(
            sealed,
            ring.seal("330226199003070015", "person_document:7"),
            "every seal has its own nonce"
        );
        assert!(matches!(ring.open(b"x", "c"), Err(SealError::Form)));
    }
}

#[test]
fn rotation_keeps_both_digests_valid_until_the_old_key_is_retired() {
    let ring = Keyring::generate(Cipher::Sm4Gcm, rng(1));
    let phone = |r: &Keyring| r.digests(DigestKind::Phone, "13800138000");
    let sealed = ring.seal("13800138000", "p");
    let before = ring.digest(DigestKind::Phone, "13800138000");
    ring.rotate(Cipher::Aes256Gcm).unwrap();
    assert!(matches!(ring.rotate(Cipher::Sm4Gcm), Err(SealError::Rotating)), "one at a time");
    assert_eq!(ring.open(&sealed, "p").unwrap(), "13800138000");
    assert!(!ring.is_current(&sealed) && ring.is_current(&ring.seal("x", "p")));
    let both = phone(&ring);
    assert!(both.len() == 2 && both[0] != before && both[1] == before, "newest first");
    assert_eq!(ring.digests_to_store(DigestKind::Phone, "13800138000"), both);
    ring.close().unwrap();
    assert_eq!(phone(&ring), both, "still looked for");
    assert_eq!(ring.digests_to_store(DigestKind::Phone, "13800138000"), both[..1], "not written any more");
    ring.retire().unwrap();
    assert!(matches!(ring.open(&sealed, "p"), Err(SealError::KeyMissing(1))));
    assert_eq!(phone(&ring), both[..1].to_vec());
    assert!(!ring.is_rotating() && !ring.is_closing());
}

#[test]
fn a_ring_in_use_learns_of_new_keys_from_its_file_and_retired_ones_come_back_by_merging() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("keyring.json");
    Keyring::generate(Cipher::Sm4Gcm, rng(1)).save(&path).unwrap();
    let (server, command) = (Keyring::load(&path, rng(2)).unwrap(), Keyring::load(&path, rng(3)).unwrap());
    let old = server.seal("x", "c");
    command.rotate(Cipher::Sm4Gcm).unwrap();
    let new = command.seal("y", "c");
    assert_eq!(server.open(&new, "c").unwrap(), "y", "an unknown key number makes it read the file");
    assert_eq!(server.key_ids(), command.key_ids());
    let kept = command.retire().unwrap().unwrap();
    assert!(server.reload().unwrap() && !server.reload().unwrap());
    assert!(server.open(&old, "c").is_err());
    command.merge(&Keyring::load(&kept, rng(4)).unwrap()).unwrap();
    assert_eq!(command.open(&old, "c").unwrap(), "x", "an old backup opens again");
    let stranger = Keyring::generate(Cipher::Sm4Gcm, rng(9));
    assert!(matches!(command.merge(&stranger), Err(SealError::OtherRing)));
}

#[test]
fn kinds_of_digest_do_not_mix() {
    let ring = Keyring::generate(Cipher::Sm4Gcm, rng(1));
    assert_ne!(ring.tail(DigestKind::PhoneTail, "0015"), ring.tail(DigestKind::DocumentTail, "0015"));
    assert!((0..1 << 40).contains(&ring.tail(DigestKind::PhoneTail, "0015")));
}

#[test]
fn destroying_the_salt_destroys_the_audit_value() {
    let ring = Keyring::generate(Cipher::Sm4Gcm, rng(1));
    let salt = ring.new_salt();
    let sealed = ring.seal_for_person(Id(7), &salt, "old number");
    assert_eq!(ring.open_for_person(Id(7), &salt, &sealed).unwrap(), "old number");
    assert!(ring.open_for_person(Id(7), &[0; 16], &sealed).is_err());
    assert!(ring.open_for_person(Id(8), &salt, &sealed).is_err());
}

#[test]
fn the_key_file_round_trips() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("keys/keyring.json");
    let ring = Keyring::generate(Cipher::Sm4Gcm, rng(1));
    ring.save(&path).unwrap();
    let again = Keyring::load(&path, rng(2)).unwrap();
    assert_eq!(again.key_ids(), ring.key_ids());
    assert_eq!(again.open(&ring.seal("x", "c"), "c").unwrap(), "x");
    assert!(!format!("{ring:?}").contains(&hex::encode(&ring.state().stored.person.0)), "Debug shows no key");
}
