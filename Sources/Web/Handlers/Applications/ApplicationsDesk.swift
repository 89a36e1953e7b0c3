import Applications
import Awards
import Catalogue
import Registers
import Store
import Values

/// What all pages about calls and applications need: the use cases, the frame, the words.
extension Desk {
    var applications: Applications { Applications(registry, gate: CityGate.rules) }

    /// The number in the path.
    /// - Throws: what says that there is no such page.
    func applicationID(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return id
    }

    func callsFrame(_ reader: Reader, _ title: String, _ trail: [Crumb] = []) throws -> Frame {
        try frame(
            reader, title, in: .calls, trail: [Crumb(title: "申报", link: Link(.calls))] + trail)
    }

    func callTrail(_ call: Record) -> [Crumb] {
        [Crumb(title: call["title"].text ?? "", link: .of(.call, call.id))]
    }

    /// The moment of the server.
    var moment: Instant { registry.database.clock.now() }
}
