namespace OrleansNaming.Gateway;

/// <summary>
/// What a caller of the API may do, and what a route asks of its caller (row E34). Author and Operator each include Viewer and not each other; Administrator includes all (docs/decisions/0017). The matrix of
/// all routes stands in docs/roles.md.
/// </summary>
public enum NamingRole
{
    /// <summary>No role: a route that asks for none is everybody's and tells nothing of the directory; a caller that has none may do nothing else.</summary>
    Anyone = 0,

    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Writes tracks: texts whose queries the group's database runs.</summary>
    Author,

    /// <summary>Registers, drains, moves tracks, posts events, lets records try again.</summary>
    Operator,

    /// <summary>Everything, also connections, rights and the audit.</summary>
    Administrator,
}
