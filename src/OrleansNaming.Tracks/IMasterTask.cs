namespace OrleansNaming.Tracks;

/// <summary>A chore that one server of a group does for all: its master (row E30). Mastery is no lock: around a change of masters two may run it at once.</summary>
public interface IMasterTask
{
    /// <summary>Called about once a second on the master, never twice at once on one server, and beside the other chores. What it throws is logged.</summary>
    /// <param name="cancellationToken">This server stops.</param>
    Task RunAsync(CancellationToken cancellationToken);
}
