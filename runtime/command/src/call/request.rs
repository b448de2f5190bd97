//! A request for people to look at. Nothing is sent.

use super::Caller;
use crate::report::failure::Failure;
use crate::report::runtime;
use crate::show::dry_run::{self, Form, Signing, Trust};
use crate::show::secrets;
use rt::Source;
use rt::value::{Map, Value};

impl Caller {
    /// The request that would be sent.
    pub(crate) fn shown(&self, form: Form, parameters: Map) -> Result<String, Failure> {
        let mut parameters = self.prepare(parameters)?;
        if let Some(shape) = self.operation.input_shape().filter(|_| form.hides_secrets()) {
            let hidden = secrets::hidden(&Value::Map(parameters), shape);
            parameters = hidden.as_map().cloned().unwrap_or_default();
        }
        // A merge has credentials, for its read; the signature of what is shown is still to be made.
        let unsigned = self.client.with(|config| config.credentials = None);
        let request = unsigned
            .prepare_with(self.operation, Source::Values(&parameters), self.upload.as_ref())
            .map_err(|error| runtime::failure(&error, self.dialect))?;
        let config = self.client.config();
        let signing = Signing {
            region: config.region.as_deref().unwrap_or_default(),
            service: self.service.signing_name,
        };
        let signing = (self.operation.signed && config.sign).then_some(&signing);
        let body = String::from_utf8_lossy(&request.body);
        let trust = Trust { verifies: config.verify_tls, ca_bundle: config.ca_bundle.as_deref() };
        Ok(match form {
            Form::Curl => dry_run::curl(&request, &body, signing, &trust),
            Form::Http | Form::Unmasked => dry_run::http(&request, &body, signing),
        })
    }
}
