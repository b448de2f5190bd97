//! What a sign-in answers by itself: passwords and devices.

use super::challenge::Password;
use super::parameters::{error, needed};
use super::state::SignIn;
use crate::client::error::Error;
use crate::shapes::value::Map;
use crate::sign_in::srp::{Ephemeral, Identity, Secret, ServerChallenge};

const PASSWORD_SRP: &str = "PASSWORD_SRP";

impl SignIn {
    /// The responses to a challenge that needs nobody to answer it.
    pub(super) fn own_responses(&mut self, name: &str, parameters: &Map) -> Result<Option<Map>, Error> {
        let mut responses = Map::new();
        let device = self.options.device.is_some();
        match name {
            PASSWORD_SRP => self.prove(&mut responses)?,
            "PASSWORD_VERIFIER" => return self.claim(parameters).map(Some),
            "DEVICE_SRP_AUTH" if device => self.prove_device(&mut responses)?,
            "DEVICE_PASSWORD_VERIFIER" if device => return self.claim_device(parameters).map(Some),
            Password::NAME if self.options.flow.sends_password() && self.options.password.is_some() => {
                responses.insert(Password::NAME, self.password()?.expose().into());
            }
            _ => return Ok(None),
        }
        Ok(Some(responses))
    }

    /// What a way to sign in wants to have along with its name.
    pub(super) fn accompany(&mut self, way: &str, parameters: &mut Map) -> Result<(), Error> {
        match way {
            PASSWORD_SRP => self.prove(parameters)?,
            Password::NAME => {
                parameters.insert(Password::NAME, self.password()?.expose().into());
            }
            _ => {}
        }
        Ok(())
    }

    /// Begins a proof of the password.
    pub(super) fn prove(&mut self, parameters: &mut Map) -> Result<(), Error> {
        Identity::user(self.pool()?, "", self.password()?.expose())?;
        self.prove_device(parameters)
    }

    /// Begins a proof of the device.
    fn prove_device(&mut self, parameters: &mut Map) -> Result<(), Error> {
        let ephemeral = Ephemeral::generate(&mut *self.host)?;
        parameters.insert("SRP_A", ephemeral.srp_a().into());
        self.ephemeral = Some(ephemeral);
        Ok(())
    }

    fn claim(&mut self, parameters: &Map) -> Result<Map, Error> {
        let ephemeral = self.ephemeral.take();
        let name = needed(parameters, "USER_ID_FOR_SRP")?;
        let identity = Identity::user(self.pool()?, name, self.password()?.expose())?;
        self.finish_proof(ephemeral, &identity, parameters)
    }

    fn claim_device(&mut self, parameters: &Map) -> Result<Map, Error> {
        let ephemeral = self.ephemeral.take();
        let device = self.options.device.as_ref().ok_or_else(|| error("No device is known"))?;
        let identity =
            Identity { group: &device.group_key, name: &device.key, password: device.password.expose() };
        self.finish_proof(ephemeral, &identity, parameters)
    }

    fn finish_proof(
        &self,
        ephemeral: Option<Ephemeral>,
        identity: &Identity<'_>,
        parameters: &Map,
    ) -> Result<Map, Error> {
        let ephemeral = ephemeral.ok_or_else(|| error("The service asks for a proof that was not begun"))?;
        let challenge = ServerChallenge {
            salt: needed(parameters, "SALT")?,
            srp_b: needed(parameters, "SRP_B")?,
            secret_block: needed(parameters, "SECRET_BLOCK")?,
        };
        let claim = ephemeral.claim(identity, &challenge, self.host.now())?;
        let mut responses = Map::new();
        responses.insert("PASSWORD_CLAIM_SECRET_BLOCK", challenge.secret_block.into());
        responses.insert("PASSWORD_CLAIM_SIGNATURE", claim.signature.into());
        responses.insert("TIMESTAMP", claim.timestamp.into());
        Ok(responses)
    }

    pub(super) fn password(&self) -> Result<&Secret, Error> {
        self.options.password.as_ref().ok_or_else(|| error("This sign-in needs a password"))
    }

    fn pool(&self) -> Result<&str, Error> {
        let pool = self.options.user_pool_id.as_deref();
        pool.ok_or_else(|| error("The proof of a password needs the id of the user pool"))
    }
}
