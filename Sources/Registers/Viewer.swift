public import Catalogue

/// Who asks or acts, and in which role.
public struct Viewer: Sendable {
    public let name: String
    public let role: Role

    public init(name: String, role: Role) {
        self.name = name
        self.role = role
    }

    public var seesInternal: Bool { role.sees.contains(.internal) }
    public var seesPersonal: Bool { role.sees.contains(.personal) }
}
