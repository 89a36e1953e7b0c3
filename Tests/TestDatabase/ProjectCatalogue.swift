public import Catalogue
import Foundation

/// The catalogue that the project comes with.
public enum ProjectCatalogue {
    private static let loaded = Result {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try Catalogue.load([root.appending(path: "cities/yueyang").path])
    }

    /// That of the first city, read once for all tests of a run.
    public static var yueyang: Catalogue { get throws { try loaded.get() } }
}
