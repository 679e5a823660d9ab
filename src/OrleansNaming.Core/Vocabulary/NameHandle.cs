namespace OrleansNaming;

/// <summary>A name, resolved once: <see cref="Current"/> is one volatile read and always the present state.</summary>
public sealed class NameHandle
{
    private volatile Binding[] _bindings = [];

    internal NameHandle(string name) => Name = name;

    /// <summary>The full path.</summary>
    public string Name { get; }

    /// <summary>The live set now, as <see cref="INamingReplica.Resolve"/> returns it.</summary>
    public InstanceSet Current => new(_bindings);

    /// <summary>Replaces the live set whole; only the replica's one writer calls it.</summary>
    internal void Write(Binding[] bindings) => _bindings = bindings;
}
