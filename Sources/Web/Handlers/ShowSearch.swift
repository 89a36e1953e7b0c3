import Catalogue
import Registers
import Search
import Values

extension Desk {
    /// One box over all registers.
    func showSearch(_ request: Request) async throws -> Response {
        let number = try page(request)
        let asked = request.parameters["q"] ?? ""
        let chosen = try request.parameters["in"].map { try registry.register($0) }
        let query = searchQuery(asked, chosen, number)
        let model = try await read { reader -> SearchPage in
            var frame = try frame(reader, asked.isEmpty ? "检索" : "检索“\(asked.prefix(30))”", in: nil)
            frame.hasSearch = false
            var page = SearchPage(
                frame: frame, text: asked, register: chosen, number: number, catalogue: catalogue)
            do {
                page.results = try search.search(reader, query, by: viewer)
            } catch let refusal as SearchRefusal {
                page.refusal = refusal
            }
            return page
        }
        let isRefused = model.refusal != nil && model.refusal != .empty
        return .page(model.html, status: isRefused ? 400 : 200)
    }

    /// The same for programs.
    func sendSearch(_ request: Request) async throws -> Response {
        let number = try page(request)
        let asked = request.parameters["q"] ?? ""
        let chosen = try request.parameters["in"].map { try registry.register($0) }
        let query = searchQuery(asked, chosen, number)
        let text = try await read {
            try search.search($0, query, by: viewer).json(catalogue)
        }
        return .jsonText(text + "\n")
    }

    private func searchQuery(_ text: String, _ register: Register?, _ number: Int) -> SearchQuery {
        SearchQuery(
            text, in: register?.name, limit: SearchPage.size,
            offset: (number - 1) * SearchPage.size)
    }
}
