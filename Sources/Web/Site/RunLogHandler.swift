import Logging
import Operating

/// Brings what the HTTP server says into the run log, without the values it attaches.
struct RunLogHandler: LogHandler {
    let log: RunLog
    let label: String
    var logLevel = Logger.Level.warning
    var metadata: Logger.Metadata = [:]

    init(log: RunLog, label: String) {
        self.log = log
        self.label = label
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        log.write(
            event.level >= .error ? .error : .warning, "http",
            [("label", .text(label)), ("words", .text(event.message.description))])
    }
}
