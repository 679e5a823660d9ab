namespace OrleansNaming.Watching;

/// <summary>
/// What makes two events concern the same binding: a guest is one in the whole cluster, whoever holds it; a server's own service is that
/// server's.
/// </summary>
internal readonly record struct MirrorKey(string Name, string InstanceId, ServerId Owner)
{
    public static MirrorKey Of(Instance instance, ServerId owner) =>
        new(instance.Name, instance.InstanceId, instance.IsGuest ? default : owner);
}
