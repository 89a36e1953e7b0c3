internal import CZip

/// Zip archives in memory, through libzip.
///
/// A `.docx` is such an archive, and so is a bundle of downloads.
public enum ZipArchive {
    /// The words of libzip for `error`, for the part of a message that helps the operator.
    static func reason(_ error: inout zip_error_t) -> String {
        guard let words = zip_error_strerror(&error) else { return "原因不明" }
        return String(cString: words)
    }

    /// The words of libzip for the last error of `archive`.
    static func reason(of archive: OpaquePointer) -> String {
        guard let words = zip_strerror(archive) else { return "原因不明" }
        return String(cString: words)
    }
}
