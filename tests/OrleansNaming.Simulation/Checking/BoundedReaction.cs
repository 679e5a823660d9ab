using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// H2: at most one fetch an owner and 16 in all are in flight at a node; pulls go only to hosts that a server of the cluster answered from;
/// a stranger gets at most three datagrams for each that it sent: as many as a greeting's answer takes.
/// </summary>
internal sealed class BoundedReaction(World world) : Checker(world)
{
    private readonly Dictionary<Process, SortedDictionary<long, ServerId>> _fetches = [];
    private const int AnswersMax = 3;
    private long _toStrangers;

    /// <summary>Datagrams that strangers sent.</summary>
    public long FromStrangers { get; set; }

    public long Fetches { get; private set; }

    public override void Began(Process process, ReadOnlyMemory<byte> stored) => _fetches[process] = [];

    public override void Died(Process process) => _fetches.Remove(process);

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        var inFlight = _fetches[process];
        switch (input)
        {
            case CallAnswered answered:
                inFlight.Remove(answered.Id);
                break;
            case CallFailed failed:
                inFlight.Remove(failed.Id);
                break;
        }

        foreach (var output in outputs)
        {
            Check(process, inFlight, output);
        }
    }

    private void Check(Process process, SortedDictionary<long, ServerId> inFlight, Output output)
    {
        switch (output)
        {
            case Call { Request: ChangesRequest request } call:
                Fetches++;
                FailUnless(!inFlight.ContainsValue(request.Server), () => $"{process} has two fetches of {request.Server} in flight");
                inFlight.Add(call.Id, request.Server);
                FailUnless(inFlight.Count <= Limits.FetchesInFlight, () => $"{process} has {inFlight.Count} fetches in flight");
                FailUnless(World.Hosts.Contains(call.To.Host), () => $"{process} fetches from {call.To}, where no server ever was");
                break;
            case Call call:
                FailUnless(World.Hosts.Contains(call.To.Host), () => $"{process} calls {call.To}, where no server ever was");
                break;
            case Unicast unicast when !World.Hosts.Contains(unicast.To.Host):
                _toStrangers++;
                FailUnless(_toStrangers <= FromStrangers * AnswersMax, () => $"{process} sends the {_toStrangers}. datagram to {unicast.To}; strangers had sent {FromStrangers}");
                break;
        }
    }
}
