//! Puts a file by a typed client: `pass blocking|async PATH FILE`, to the address in `STREAMS_URL`. Prints the sum that the
//! service found.

use std::error::Error;

use streams::runtime::transport::Upload;
use streams::types::PutDataRequest;
use streams::runtime::Credentials;
use streams::runtime::config::Config;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [client, path, file] = words.as_slice() else { return Err("pass blocking|async PATH FILE".into()) };
    let (request, upload) = (PutDataRequest::new(Vec::new(), path), Upload::file(file)?);
    let config = Config {
        region: Some("us-east-1".to_owned()),
        endpoint_url: Some(std::env::var("STREAMS_URL")?),
        credentials: Some(std::sync::Arc::new(Credentials::new("test", "test", None))),
        ..Config::default()
    };
    let reply = match client.as_str() {
        "async" => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let client = streams::Client::new(config)?;
            runtime.block_on(async { client.put_data_from(request, &upload).await })?
        }
        _ => streams::blocking::Client::new(config)?.put_data_from(request, &upload)?,
    };
    println!("{}", reply.sum()?);
    Ok(())
}
