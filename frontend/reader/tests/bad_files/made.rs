//! Puts PDF and zip files together, byte by byte.

/// A PDF of numbered objects, the first of them its catalogue; `trailer` is
/// added to the trailer.
pub(crate) fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    let count = objects.len() + 1;
    file.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let end =
        format!("trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n");
    file.extend(end.bytes());
    file
}

/// A stream object.
pub(crate) fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {dictionary} /Length {} >>\nstream\n", data.len()).into_bytes();
    object.extend(data);
    object.extend(b"\nendstream");
    object
}

/// A file of an archive.
pub(crate) struct Entry<'a> {
    name: &'a str,
    data: &'a [u8],
    /// Number of the way it is packed.
    pub(crate) method: u16,
    /// Flags; the first bit says that it is locked.
    pub(crate) flags: u16,
}

impl<'a> Entry<'a> {
    /// As it is.
    pub(crate) fn stored(name: &'a str, data: &'a [u8]) -> Self {
        Self {
            name,
            data,
            method: 0,
            flags: 0,
        }
    }

    /// Packed by deflate.
    pub(crate) fn packed(name: &'a str, data: &'a [u8]) -> Self {
        Self {
            method: 8,
            ..Self::stored(name, data)
        }
    }

    /// What is said of it, in the archive's table and before its data alike.
    fn fields(&self) -> Vec<u8> {
        let size = u32::try_from(self.data.len()).unwrap();
        let name = u16::try_from(self.name.len()).unwrap();
        let mut fields = Vec::new();
        for short in [20, self.flags, self.method, 0, 0] {
            fields.extend(u16::to_le_bytes(short));
        }
        for long in [0, size, size] {
            fields.extend(u32::to_le_bytes(long));
        }
        for short in [name, 0] {
            fields.extend(u16::to_le_bytes(short));
        }
        fields
    }
}

/// A zip archive.
pub(crate) fn zip(entries: &[Entry<'_>]) -> Vec<u8> {
    let (mut file, mut table) = (Vec::new(), Vec::new());
    for entry in entries {
        let place = u32::try_from(file.len()).unwrap();
        file.extend(b"PK\x03\x04");
        file.extend(entry.fields());
        file.extend(entry.name.bytes());
        file.extend(entry.data);
        table.extend(b"PK\x01\x02\x14\x00");
        table.extend(entry.fields());
        table.extend([0; 10]);
        table.extend(place.to_le_bytes());
        table.extend(entry.name.bytes());
    }
    let place = u32::try_from(file.len()).unwrap();
    let size = u32::try_from(table.len()).unwrap();
    let count = u16::try_from(entries.len()).unwrap();
    file.extend(table);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count.to_le_bytes());
    file.extend(count.to_le_bytes());
    file.extend(size.to_le_bytes());
    file.extend(place.to_le_bytes());
    file.extend([0; 2]);
    file
}
