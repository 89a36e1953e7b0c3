import ArgumentParser
import Foundation
import Search
import Store
import Web

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "在本机 127.0.0.1 上提供网页（有账号之前只在本机）。")

    @Option(help: "端口。") var port = 8080
    @OptionGroup var city: CityOptions

    func validate() throws {
        if !(1...65_535).contains(port) { throw ValidationError("--port 应在 1 至 65535 之间。") }
    }

    func run() async throws {
        var lock: ServeLock?
        // A folder has one server; a PostgreSQL schema may have many.
        if case .folder(let folder) = try city.place {
            guard folder.exists else { throw StoreError.noCity(folder: city.data) }
            lock = try ServeLock(folder)
        }
        let city = try city.open()
        let site = Site(
            registry: city.registry, figures: city.figures, reports: city.reports,
            viewer: city.viewer)
        // The index follows while the server serves, and is done before the database is closed.
        let search = city.search
        let following = Task {
            await search.run { write(error: "索引没有跟上：\($0)\n") }
        }
        try await Web.serve(site: site, port: port) { address in
            write("洞庭已就绪：\(address)  （按 Ctrl+C 停止）\n")
        }
        following.cancel()
        await following.value
        try city.database.close()
        withExtendedLifetime(lock) {}
    }
}
