//! Signing in at a server that checks proofs of passwords.

use std::path::Path;

use anyhow::{Result, ensure};

use super::{Shell, recipes};

const PASSWORD: &str = "Example-Passw0rd!";

/// The right password gets tokens that work, a wrong one gets none; the number of calls that were checked.
pub(super) fn sign_in(shell: &Shell, root: &Path) -> Result<usize> {
    let text = |words: &[&str]| shell.ok(&[words, &["--output", "text"]].concat());
    let pool = text(&["create-user-pool", "--pool-name", "e2e", "--query", "UserPool.Id"])?;
    let pool = pool.trim();
    let flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
    let create = ["create-user-pool-client", "--user-pool-id", pool, "--client-name", "e2e"];
    let query = ["--query", "UserPoolClient.ClientId", "--explicit-auth-flows"];
    let client = text(&[&create[..], &query[..], &flows[..]].concat())?;
    let client = client.trim();
    let user = ["--user-pool-id", pool, "--username", "jane"];
    shell.ok(&[&["admin-create-user"], &user[..]].concat())?;
    let set = ["admin-set-user-password", "--password", PASSWORD, "--permanent"];
    shell.ok(&[&set[..], &user[..]].concat())?;

    let login = ["login", "--client-id", client, "--username", "jane"];
    let pools: [&[&str]; 2] = [&["--user-pool-id", pool], &[]];
    for proof in pools {
        let words = [&login[..], proof].concat();
        let right = shell.run_with(&words, &[("COGNITO_IDP_PASSWORD", PASSWORD)])?;
        ensure!(right.0 == 0, "login with the right password failed: {}", right.2);
        let token =
            right.1.split("\"AccessToken\": \"").nth(1).and_then(|t| t.split('"').next()).unwrap_or_default();
        let name = text(&["get-user", "--access-token", token, "--query", "Username"])?;
        ensure!(name.trim() == "jane", "the token is that of {name:?}");
        let wrong = shell.run_with(&words, &[("COGNITO_IDP_PASSWORD", "Another-Passw0rd!")])?;
        ensure!(wrong.0 == 254 && wrong.1.is_empty(), "a wrong password must end with 254: {wrong:?}");
        ensure!(wrong.2.contains("(NotAuthorizedException)"), "{}", wrong.2);
    }
    let variables = [("POOL", pool), ("CLIENT", client), ("COGNITO_IDP_PASSWORD", PASSWORD)];
    let variables = variables.map(|(name, value)| (name, value.to_owned())).to_vec();
    Ok(10 + recipes::signed_in(shell, root, variables)?)
}
