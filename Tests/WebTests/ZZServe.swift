import Figures
import Foundation
import Registers
import Reports
import Testing

@testable import Web

@Test(.enabled(if: ProcessInfo.processInfo.environment["WEB_SERVE"] != nil))
func serveForLooking() async throws {
    let city = try await WebCity.filled.value
    let figures = Figures(city.registry)
    let site = Site(
        registry: city.registry, figures: figures, reports: Reports(figures),
        viewer: try WebCity.viewer("officer"))
    try await serve(site: site, port: 8471) { print("ready \($0)") }
}
