public import Catalogue
import Foundation

/// The catalogue that these files declare, read from a folder that is gone afterwards.
/// - Parameter files: texts by their paths, `registers/visit.yaml`; an empty text leaves one out.
public func testCatalogue(_ files: [String: String]) throws -> Catalogue {
    let folder = NSTemporaryDirectory() + "catalogue-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (file, text) in files where !text.isEmpty {
        let url = URL(fileURLWithPath: folder + "/" + file)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
    return try Catalogue.load([folder])
}
