import Catalogue
import Foundation
import Registers
import Values

/// A register as files to keep.
extension Desk {
    static let excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// The records that a list shows, all fields, as CSV.
    func sendRegisterTable(_ request: Request) async throws -> Response {
        let register = try register(request)
        let query = try ListQuery(register, request.parameters, self)
        let text = try await read {
            try registry.export($0, register.name, query.filters, by: viewer)
        }
        return .download(
            .text(text), type: "text/csv; charset=utf-8", name: "\(register.title).csv",
            plainName: "\(register.name).csv")
    }

    /// The records that a list shows, in its columns and order, as an official table of Excel.
    func sendRegisterWorkbook(_ request: Request) async throws -> Response {
        let register = try register(request)
        let query = try ListQuery(register, request.parameters, self)
        let bytes = try await temporaryFile("xlsx") { path in
            _ = try await read {
                try registry.exportWorkbook(
                    $0, register.name, RecordQuery(filters: query.filters, sort: query.sort),
                    to: path, by: viewer)
            }
        }
        return .download(
            .bytes(bytes), type: Self.excel, name: "\(register.title).xlsx",
            plainName: "\(register.name).xlsx")
    }

    /// The records that a list shows, all fields, with the dictionary of these, as JSON.
    func sendRegisterJSON(_ request: Request) async throws -> Response {
        let register = try register(request)
        let query = try ListQuery(register, request.parameters, self)
        let data = try await read {
            try registry.exportJSON($0, register.name, query.filters, by: viewer)
        }
        return .download(
            .bytes([UInt8](data)), type: "application/json; charset=utf-8",
            name: "\(register.title).json", plainName: "\(register.name).json")
    }

    /// What each field of the exports is called, holds and means.
    func sendRegisterDictionary(_ request: Request) async throws -> Response {
        let register = try register(request)
        return .download(
            .text(try registry.dictionary(of: register.name, by: viewer)),
            type: "text/csv; charset=utf-8", name: "\(register.title)数据字典.csv",
            plainName: "\(register.name)-fields.csv")
    }

    /// The workbook that people fill in for this register.
    func sendRegisterTemplate(_ request: Request) async throws -> Response {
        let register = try register(request)
        let bytes = try await temporaryFile("xlsx") {
            try registry.writeTemplate(of: register.name, to: $0)
        }
        return .download(
            .bytes(bytes), type: Self.excel, name: "\(register.title)填报模板.xlsx",
            plainName: "\(register.name)-template.xlsx")
    }

    /// The bytes of a file that `write` makes; the file is gone afterwards.
    func temporaryFile(
        _ suffix: String, _ write: (String) async throws -> Void
    ) async throws -> [UInt8] {
        let path = NSTemporaryDirectory() + "dongting-\(UUID().uuidString).\(suffix)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await write(path)
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
