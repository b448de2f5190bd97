//! Users out of a list of names, with a journal: started again after it was cut off, it goes on where it was.
//!
//!     AWS_ENDPOINT_URL=http://127.0.0.1:5000 cargo run -p cognito-idp --example bulk POOL_ID NAMES.txt

use std::io::BufRead as _;

use cognito_idp::blocking::Client;
use cognito_idp::bulk::{Bulk, End, Journal};
use cognito_idp::types::AdminCreateUserRequest;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [pool, file] = words.as_slice() else { return Err("two words are needed: POOL_ID NAMES.txt".into()) };
    let names = std::io::BufReader::new(std::fs::File::open(file)?).lines().map_while(Result::ok);
    let users = {
        let pool = pool.clone();
        names.map(move |name| AdminCreateUserRequest::new(pool.clone(), name))
    };

    let journal =
        Journal::open(format!("{file}.journal").as_ref(), &format!("create users of {file} in {pool}"))?;
    let bulk = Bulk::new().concurrency(8).rate(25.0).journal(journal);
    let client = Client::from_env()?.with(|config| bulk.count_retries(config));
    for ended in bulk.run(users, move |user| client.admin_create_user(user)) {
        let ended = ended?;
        let name = &ended.record.username;
        match ended.end {
            End::Done(Ok(_)) => println!("{name}: made"),
            End::Done(Err(error)) => println!("{name}: {error}"),
            End::Uncertain => println!("{name}: was in flight when an earlier run was cut off; look for it"),
        }
    }
    Ok(())
}
