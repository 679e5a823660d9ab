using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>Pulls between nodes: a request and its answer travel apart, a dead process refuses, and what is lost times out.</summary>
internal sealed class Calls(Scene scene)
{
    private readonly MessageWords _words = new(scene.Symbols);
    private readonly Dictionary<(Actor Server, long Id), (Actor Caller, NamingNode Process, Call Call)> _serving = [];
    private readonly HashSet<(NamingNode Caller, long Id)> _open = [];
    private long _lastServing;

    public void Ask(Actor caller, Call call)
    {
        var process = caller.Node!;
        _open.Add((process, call.Id));
        scene.Post.TimeOut(scene.Now + call.Timeout, caller, () => End(caller, process, call.Id, new CallFailed(call.Id, Refused: false)));
        var server = scene.Actors.First(actor => actor.Address == call.To);
        var text = $"{caller} asks {server}: {_words.Of(caller.Server, server.Server, call.Request)}";
        var fate = scene.Post.Send(scene.Now, caller, server, call.Request is Probe ? "probe" : "ask", text, () => Arrive(caller, process, server, call));
        scene.Say(KindOf(call.Request), text + Words(fate));
    }

    public void Answer(Actor server, Reply reply)
    {
        if (!_serving.Remove((server, reply.Id), out var asked) || reply.Answer is null)
        {
            return;
        }

        var (caller, process, call) = asked;
        var text = $"{server} answers {caller}: {_words.Of(server.Server, caller.Server, reply.Answer)}";
        var bytes = reply.Bytes;
        var fate = scene.Post.Send(scene.Now, server, caller, "answer", text, () => End(caller, process, call.Id, new CallAnswered(call.Id, bytes)));
        scene.Say(KindOf(call.Request), text + Words(fate));
    }

    private void Arrive(Actor caller, NamingNode process, Actor server, Call call)
    {
        if (server.Node is null)
        {
            var text = $"{server} refuses {caller}: nobody listens";
            var fate = scene.Post.Send(scene.Now, server, caller, "answer", text, () => End(caller, process, call.Id, new CallFailed(call.Id, Refused: true)));
            scene.Say(KindOf(call.Request), text + Words(fate));
            return;
        }

        var id = ++_lastServing;
        _serving[(server, id)] = (caller, process, call);
        scene.Step(server, new CallReceived(id, call.Bytes, caller.Host));
    }

    private void End(Actor caller, NamingNode process, long id, Input input)
    {
        if (_open.Remove((process, id)) && caller.Node == process)
        {
            scene.Step(caller, input);
        }
    }

    private static string Words(LinkFate fate) => fate == LinkFate.Passes ? "" : $" ({fate.ToString().ToLowerInvariant()})";

    private static Told KindOf(Message request) => request switch
    {
        Probe => Told.Probes,
        BucketsRequest => Told.Repair,
        _ => Told.Pulls,
    };
}
