//! Waiting for a state: asks again and again, and prints nothing.

use super::Call;
use crate::report::failure::Failure;
use crate::report::runtime;
use rt::internals::wait::Wait;
use rt::schema::waiter::Waiter;
use rt::value::Map;
use rt::{Pace, Source};

impl Call<'_> {
    /// Asks until the state is reached, or will not be.
    pub(crate) fn wait(&self, waiter: &'static Waiter, parameters: Map) -> Result<(), Failure> {
        let parameters = self.caller.prepare(parameters)?;
        let failure = |error| runtime::failure(&error, self.caller.dialect);
        let wait = Wait::new(waiter, Pace::default()).map_err(failure)?;
        let waited = self.caller.client.wait_with(wait, &mut || {
            self.caller.tell(&parameters);
            self.caller.client.send(self.caller.operation, Source::Values(&parameters))
        });
        waited.map_err(failure)
    }
}
