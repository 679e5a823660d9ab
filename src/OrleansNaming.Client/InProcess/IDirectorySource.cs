using OrleansNaming.Replica;
using OrleansNaming.Resolution;

namespace OrleansNaming.InProcess;

/// <summary>A replica in this process and what happens to it: kept by an engine, or by following nodes.</summary>
internal interface IDirectorySource
{
    DirectoryReplica Replica { get; }

    /// <summary>The node that it is, or empty for a replica that is kept by following.</summary>
    string NodeName => "";

    /// <summary>What is known of each owner beyond its list; nothing where nobody judges.</summary>
    ValueTask<Func<ServerId, OwnerHeard?>> HeardAsync(CancellationToken cancellationToken) => new(static _ => null);

    /// <summary>Hears what each applied version changed, in order, on the writer's thread: must return at once and never throw. Dispose to stop.</summary>
    IDisposable Subscribe(Action<IReadOnlyList<NamingChange>> onChanges);

    /// <summary>Hears that some owner's stamp rose or its life was judged anew, even where no name changed. Dispose to stop.</summary>
    IDisposable OnApplied(Action applied);
}
