namespace OrleansNaming.Node;

/// <summary>What can happen to a node. The host turns sockets, disks, timers and callers into these, one at a time.</summary>
internal abstract record Input;
