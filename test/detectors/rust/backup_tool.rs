//! Backs up a folder into numbered volumes with an index; one relay among loops that look at what they read.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs::{self, File};
use std::hash::Hasher;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

const MAGIC: &[u8; 4] = b"VOL1";

#[derive(Clone, Debug, PartialEq)]
struct Item {
    size: u64,
    modified: u64,
    digest: u64,
    offset: u64,
}

#[derive(Default)]
struct Index {
    items: BTreeMap<PathBuf, Item>,
}

impl Index {
    fn load(path: &Path) -> io::Result<Index> {
        let mut index = Index::default();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(_) => return Ok(index),
        };
        for line in BufReader::new(file).lines() {
            let line = line?;
            let fields: Vec<&str> = line.splitn(5, '\t').collect();
            if let [size, modified, digest, offset, name] = fields[..] {
                let number = |text: &str| text.parse::<u64>().map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error));
                index.items.insert(
                    name.into(),
                    Item {
                        size: number(size)?,
                        modified: number(modified)?,
                        digest: number(digest)?,
                        offset: number(offset)?,
                    },
                );
            }
        }
        Ok(index)
    }

    fn save(&self, path: &Path) -> io::Result<()> {
        let mut out = BufWriter::new(File::create(path)?);
        for (name, item) in &self.items {
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}",
                item.size,
                item.modified,
                item.digest,
                item.offset,
                name.display()
            )?;
        }
        out.flush()
    }
}

fn digest_of(path: &Path) -> io::Result<u64> {
    let mut file = File::open(path)?;
    let mut hasher = DefaultHasher::new();
    let mut buf = vec![0u8; 1 << 16];
    loop {
        let n = file.read(&mut buf)?;
        if n == 0 {
            break;
        }
        hasher.write(&buf[..n]);
    }
    Ok(hasher.finish())
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files_below(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn add(volume: &mut File, path: &Path) -> io::Result<Item> {
    let mut source = File::open(path)?;
    let meta = source.metadata()?;
    let offset = volume.seek(SeekFrom::End(0))?;
    volume.write_all(MAGIC)?;
    volume.write_all(&meta.len().to_le_bytes())?;
    let mut size = 0u64;
    let mut buf = vec![0u8; 1 << 20];
    loop { // expect: copy-loop replaceable file-to-file 1048576 kernel
        let n = source.read(&mut buf)?;
        if n == 0 {
            break;
        }
        volume.write_all(&buf[..n])?;
        size += n as u64;
    }
    let modified = meta.modified()?.duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    Ok(Item { size, modified, digest: digest_of(path)?, offset })
}

/// Restores one file and checks its hash on the way: those bytes are looked at.
fn restore(volume: &mut File, item: &Item, target: &Path) -> io::Result<()> {
    volume.seek(SeekFrom::Start(item.offset))?;
    let mut head = [0u8; 12];
    volume.read_exact(&mut head)?;
    if &head[..4] != MAGIC {
        return Err(io::Error::new(io::ErrorKind::NotFound, "no item here"));
    }
    let mut left = item.size;
    let mut hasher = DefaultHasher::new();
    let mut out = File::create(target)?;
    let mut buf = [0u8; 8192];
    while left > 0 { // expect: copy-loop inspected file-to-file 8192 -
        let want = left.min(8192) as usize;
        let n = volume.read(&mut buf[..want])?;
        if n == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        hasher.write(&buf[..n]);
        out.write_all(&buf[..n])?;
        left -= n as u64;
    }
    if hasher.finish() != item.digest {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "digest differs"));
    }
    Ok(())
}

fn changed(path: &Path, known: Option<&Item>) -> io::Result<bool> {
    let item = match known {
        Some(item) => item,
        None => return Ok(true),
    };
    let meta = fs::metadata(path)?;
    if meta.len() != item.size {
        return Ok(true);
    }
    Ok(digest_of(path)? != item.digest)
}

pub fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| ".".into()));
    let index_path = PathBuf::from("backup.index");
    let mut index = Index::load(&index_path)?;
    let mut volume = File::options().read(true).write(true).create(true).open("volume.bin")?;
    if let Some(target) = arguments.next() {
        for (name, item) in &index.items {
            let leaf = name.file_name().unwrap_or_default();
            restore(&mut volume, item, &Path::new(&target).join(leaf))?;
        }
        return Ok(());
    }
    let mut found = Vec::new();
    files_below(&folder, &mut found)?;
    for path in found {
        if changed(&path, index.items.get(&path))? {
            let item = add(&mut volume, &path)?;
            println!("{} {} bytes", path.display(), item.size);
            index.items.insert(path, item);
        }
    }
    index.save(&index_path)
}
