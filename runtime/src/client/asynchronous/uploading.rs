//! A body that is read while it is sent: parts that a thread reads ahead, as the HTTP client asks for them. In: an upload. Out:
//! a body of known length; a part that cannot be read ends it with an error.

use std::io::{self, Read as _};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::sync::mpsc;

use crate::client::transport::Upload;

/// So much is read at a time, and so many parts wait to be sent.
const PART: usize = 64 * 1024;
const AHEAD: usize = 4;

/// The body of one attempt.
pub(super) struct Uploading {
    parts: mpsc::Receiver<io::Result<Bytes>>,
    left: u64,
    progress: Progress,
}

/// How far it has come, for those who wait for it.
#[derive(Clone, Default)]
pub(super) struct Progress(Arc<AtomicU64>);

impl Progress {
    /// How many bytes were taken.
    pub(super) fn sent(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Uploading {
    /// Begins to read, on one of tokio's threads for what blocks. It ends with the body, or with whoever wants it.
    pub(super) fn new(upload: &Upload) -> Uploading {
        let (sender, parts) = mpsc::channel(AHEAD);
        let (left, upload) = (upload.len(), upload.clone());
        tokio::task::spawn_blocking(move || {
            if let Err(error) = read(&upload, &sender) {
                let _ = sender.blocking_send(Err(error));
            }
        });
        Uploading { parts, left, progress: Progress::default() }
    }

    /// How far it has come, from now on.
    pub(super) fn progress(&self) -> Progress {
        self.progress.clone()
    }
}

fn read(upload: &Upload, sender: &mpsc::Sender<io::Result<Bytes>>) -> io::Result<()> {
    let mut reader = upload.open()?;
    loop {
        let mut part = vec![0; PART];
        let length = match reader.read(&mut part) {
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        part.truncate(length);
        if length == 0 || sender.blocking_send(Ok(part.into())).is_err() {
            return Ok(());
        }
    }
}

impl Body for Uploading {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let part = ready!(self.parts.poll_recv(context));
        if let Some(Ok(part)) = &part {
            self.left = self.left.saturating_sub(part.len() as u64);
            self.progress.0.fetch_add(part.len() as u64, Ordering::Relaxed);
        }
        Poll::Ready(part.map(|part| part.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
