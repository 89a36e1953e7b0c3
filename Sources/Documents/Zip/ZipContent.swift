/// What one file of an archive on the disk holds, unpacked as it is asked for.
public struct ZipContent {
    let archive: ZipReader
    let index: Int
    let name: String

    /// Hands it over piece by piece.
    /// - Throws: `DocumentProblem` where it is damaged; what `body` throws.
    public func each(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
        try archive.each(at: index, named: name, body)
    }
}
