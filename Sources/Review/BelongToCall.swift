import Applications
import Catalogue
public import Registers
public import Store
import Values

extension Record {
    /// Takes over from its call whether it is play, and gets a number of it where it has none:
    /// ZRJJ-2026-1-评审-2.
    /// - Parameters:
    ///   - field: what holds the number.
    ///   - word: what the record is called in it.
    public mutating func belongToCall(
        numbering field: String, _ word: String, in registry: Registry, _ writer: Writer
    ) throws {
        guard let id = self["call"].integer else { return }
        let call = try registry.record(writer.reader, Applications.calls, id)
        let isPlay = try Review.isRehearsal(call, writer.reader)
        fields["rehearsal"] = .integer(isPlay ? 1 : 0)
        guard self[field].isNull else { return }
        let table = try registry.register(register).table
        let count = try writer.reader.integer(
            "SELECT count(*) FROM \(table: table) WHERE call = \(id)")
        fields[field] = .text("\(call["call_no"].text ?? "#\(id)")-\(word)-\(count + 1)")
    }
}
