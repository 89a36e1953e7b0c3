internal import CXML

/// What a web page tells, in its order. Every element that begins ends, whatever the page forgot.
protocol HTMLEvents: AnyObject {
    /// - Parameter attributes: names in lower case.
    func start(_ name: String, _ attributes: [String: String])
    func end(_ name: String)
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
    /// Why the rest is not wanted.
    var problem: DocumentProblem? { get }
}

/// Reads a web page through libxml2's forgiving parser; nothing it names is fetched.
enum HTMLFeed {
    /// Browsers stop nesting at 512; pages that forget to close what they open come further.
    private static let mostDepth = 2_000
    private static let mostAttributes = 100

    /// - Throws: `DocumentProblem` where the page nests too deeply; what the events refuse.
    static func read(_ text: String, _ events: any HTMLEvents) throws(DocumentProblem) {
        guard let context = htmlNewParserCtxt() else {
            throw DocumentProblem(what: "内存不足", remedy: "请稍后重试")
        }
        defer { htmlFreeParserCtxt(context) }
        let told = Told(events, context)
        install(context)
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue
            | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
            | HTML_PARSE_IGNORE_ENC.rawValue
        var text = text
        withExtendedLifetime(told) {
            context.pointee.userData = Unmanaged.passUnretained(told).toOpaque()
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    _ = htmlCtxtReadMemory(
                        context, $0.baseAddress, Int32($0.count), nil, "UTF-8", Int32(options))
                }
            }
        }
        if told.isTooDeep {
            throw DocumentProblem(
                what: "网页的嵌套超过 \(mostDepth) 层", remedy: "请用 Word 或 WPS 打开，另存为 docx 后再上传")
        }
        if let problem = events.problem { throw problem }
    }

    private final class Told {
        let events: any HTMLEvents
        let context: htmlParserCtxtPtr
        var depth = 0
        var isTooDeep = false

        init(_ events: any HTMLEvents, _ context: htmlParserCtxtPtr) {
            self.events = events
            self.context = context
        }

        static func of(_ pointer: UnsafeMutableRawPointer) -> Told {
            Unmanaged<Told>.fromOpaque(pointer).takeUnretainedValue()
        }

        func start(_ name: String, _ attributes: [String: String]) {
            depth += 1
            if depth > HTMLFeed.mostDepth { isTooDeep = true }
            if isTooDeep || events.problem != nil {
                xmlStopParser(context)
            } else {
                events.start(name, attributes)
            }
        }
    }

    /// The events in place of the tree that libxml2 would build.
    private static func install(_ context: htmlParserCtxtPtr) {
        var handler = xmlSAXHandler()
        handler.startElement = { told, name, fields in
            guard let told, let name else { return }
            Told.of(told).start(String(cString: name).lowercased(), HTMLFeed.attributes(fields))
        }
        handler.endElement = { told, name in
            guard let told, let name else { return }
            let page = Told.of(told)
            page.depth -= 1
            if !page.isTooDeep { page.events.end(String(cString: name).lowercased()) }
        }
        handler.characters = { told, bytes, count in
            guard let told, let bytes else { return }
            Told.of(told).events.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        context.pointee.sax.pointee = handler
    }

    private static func attributes(
        _ fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) -> [String: String] {
        guard var field = fields else { return [:] }
        var attributes: [String: String] = [:]
        while let name = field[0], attributes.count < mostAttributes {
            let value = field[1].map { String(cString: $0) } ?? ""
            attributes[String(cString: name).lowercased()] = value
            field += 2
        }
        return attributes
    }
}
