//! Prices and vouchers.

use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use regex::Regex;

/// Vouchers that look like ours.
pub fn valid(codes: &[String]) -> Vec<&String> {
    let mut good = Vec::new();
    for code in codes {
        let pattern = Regex::new(r"^[A-Z]{4}-\d{2}$").unwrap();
        if pattern.is_match(code) {
            good.push(code);
        }
    }
    good
}

/// Counts a sale.
pub fn count(sales: &Mutex<u64>) {
    let _ = sales.lock();
}

/// Asks the bank's tool for the rate of a currency.
pub fn rate(currency: &str) -> Option<String> {
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("rates --of {currency}"))
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()
}

/// Waits for the next price list.
pub async fn next_list() -> String {
    std::thread::sleep(Duration::from_secs(5));
    std::fs::read_to_string("prices.csv").unwrap_or_default()
}
