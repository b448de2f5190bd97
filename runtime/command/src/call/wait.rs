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
        let caller = &self.caller;
        let parameters = caller.prepare(parameters)?;
        let failure = |error| runtime::failure(&error, caller.dialect);
        let wait = Wait::new(waiter, Pace::default()).map_err(failure)?;
        let waited = caller.client.wait_with(wait, &mut || {
            caller.tell(&parameters);
            caller.client.send(caller.operation, Source::Values(&parameters))
        });
        waited.map_err(failure)
    }
}
