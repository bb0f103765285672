//! Signed-in cadres: real accounts and sessions, written into the data set before the server starts.

use anyhow::{Context, Result};
use guard::{Actor, Reason, Role, act, res};
use kernel::Id;
use platform::App;
use platform::accounts::{self, AccountError, Limits, NewAccount};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;

use crate::store as sql;

/// Accounts; with three sessions each, more than ten thousand are signed in.
const ACCOUNTS: usize = 3_400;
/// People in the warm working set.
const PEOPLE: i64 = 100_000;

/// What the load is made of.
pub struct Signed {
    /// Session tokens.
    pub tokens: Vec<String>,
    /// People to ask for, with the version that they have.
    pub people: Vec<(Id, i64)>,
    /// Members in the data set.
    pub members: i64,
}

/// Signs cadres of the top union in.
///
/// # Errors
/// The data set is empty, or the database's.
pub fn sign_in(app: &App, seed: u64) -> Result<Signed> {
    sign_in_as(app, seed, Role::Registrar, ACCOUNTS)
}

/// Signs so many cadres of a role at the top union in.
///
/// # Errors
/// The data set is empty, or the database's.
pub fn sign_in_as(app: &App, seed: u64, role: Role, accounts: usize) -> Result<Signed> {
    let top = app.store().read_blocking(sql::top)?.context("the data set has no union")?;
    sign_in_at(app, seed, role, accounts, &[top])
}

/// Signs so many cadres of a role in, each at the next of these unions, a hundred at a time.
///
/// # Errors
/// The database's.
pub fn sign_in_at(app: &App, seed: u64, role: Role, accounts: usize, unions: &[Id]) -> Result<Signed> {
    let store = app.store();
    let members = store.read_blocking(sql::members)?;
    let people = store.read_blocking(|tx| sql::people(tx, PEOPLE))?;
    let actor = Actor::system(Reason::Demo, "benchmark");
    let hash = accounts::hash_password("Benchmark-only-1", &app.random())?;
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    // Names of an earlier run are taken.
    let run: u32 = ChaCha20Rng::from_seed(app.random()).random();
    let mut tokens = Vec::with_capacity(accounts * 3);
    for first in (0..accounts).step_by(100) {
        let create = actor.permit::<res::Account, act::Create>()?;
        let grant = actor.permit::<res::Grant, act::Create>()?;
        let (keys, hash, limits) = (app.keyring().clone(), hash.clone(), Limits::of(app));
        let places: Vec<Id> = unions.iter().copied().cycle().skip(first).take(100).collect();
        let mine: Vec<[String; 3]> = (0..100.min(accounts - first))
            .map(|_| std::array::from_fn(|_| format!("{:032x}", rng.random::<u128>() ^ u128::from(run))))
            .collect();
        tokens.extend(mine.iter().flatten().cloned());
        store.write_blocking(move |tx| {
            for ((n, three), union) in mine.iter().enumerate().zip(&places) {
                let username = format!("bench{run:x}n{}", first + n);
                let name = "基准测试".to_owned();
                let new = NewAccount { username, name, hash: hash.clone(), totp: None, must_change: false };
                let id = accounts::create_account(tx, &keys, &create, &new)?;
                accounts::give_role(tx, &grant, id, role, *union)?;
                for token in three {
                    accounts::sign_in_by_token(tx, &limits, id, token, "benchmark")?;
                }
            }
            Ok::<_, AccountError>(())
        })?;
    }
    Ok(Signed { tokens, people, members })
}

/// Gives every union of a level a clerk, as a federation has: what is told there is told to one person.
///
/// # Errors
/// The database's.
pub fn clerks_at(app: &App, level: i64) -> Result<()> {
    let unions = app.store().read_blocking(move |tx| sql::unions_of(tx, level))?;
    let actor = Actor::system(Reason::Demo, "benchmark");
    let hash = accounts::hash_password("Benchmark-only-1", &app.random())?;
    for (part, some) in unions.chunks(200).enumerate() {
        let create = actor.permit::<res::Account, act::Create>()?;
        let grant = actor.permit::<res::Grant, act::Create>()?;
        let (keys, hash, some) = (app.keyring().clone(), hash.clone(), some.to_vec());
        app.store().write_blocking(move |tx| {
            for (n, union) in some.iter().enumerate() {
                if !accounts::role_holders(tx, *union)?.is_empty() {
                    continue;
                }
                let username = format!("benchclerk{}", part * 200 + n);
                let name = "基准测试".to_owned();
                let new = NewAccount { username, name, hash: hash.clone(), totp: None, must_change: false };
                let id = accounts::create_account(tx, &keys, &create, &new)?;
                accounts::give_role(tx, &grant, id, Role::Clerk, *union)?;
            }
            Ok::<_, AccountError>(())
        })?;
    }
    Ok(())
}
