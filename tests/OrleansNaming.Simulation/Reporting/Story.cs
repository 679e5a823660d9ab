using System.Globalization;
using OrleansNaming.Node;
using OrleansNaming.Simulation.Checking;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Simulation.Networking;

namespace OrleansNaming.Simulation.Reporting;

/// <summary>
/// Four servers, told line by line: they join, advertise, lose a notice and heal, lose a server and get it back, and say goodbye. Real nodes
/// in simulated time; the checkers watch here too.
/// </summary>
internal sealed class Story
{
    private readonly TextWriter _output;
    private readonly World _world = new(new SimOptions { Seed = 1, Services = 0, Guests = 0, Delay = TimeSpan.FromMilliseconds(0.5) })
    {
        FaultsOn = false,
        ClientsOn = false,
    };

    public Story(TextWriter output)
    {
        _output = output;
        _world.Trace.Listener = line =>
        {
            if (StoryText.Of(line) is { } text)
            {
                Write(line.At, line.Process!.Machine.ToString(), text);
            }
        };
    }

    /// <summary>0 when it ended as it must.</summary>
    public int Tell()
    {
        try
        {
            Act();
            _output.WriteLine("\nevery promise held");
            return 0;
        }
        catch (BrokenPromise broken)
        {
            _output.WriteLine($"\nBROKEN   {broken.Checker}: {broken.Message}");
            return 1;
        }
    }

    private void Act()
    {
        Say("Three servers start, alone at first; each asks what others hold of it, then opens an incarnation.");
        var alpha = Start("alpha", 0);
        var beta = Start("beta", 0.3);
        var gamma = Start("gamma", 0.6);
        Run(6);
        Say("alpha advertises a service. Durable, then visible, then announced: the notice carries the change itself, so nobody fetches.");
        Bind(alpha, "orders", 8080);
        Run(0.5);
        Say("A fourth server joins: one hello, one answer from each, one list from each.");
        var delta = Start("delta", 0);
        Run(6);
        Resolve(delta, "orders");
        MissANotice(alpha, gamma);
        LoseAServer(beta, delta);
        HandAGuestOver(gamma, alpha);
    }

    private void MissANotice(Machine alpha, Machine gamma)
    {
        Say("alpha's next notice is lost on the way to gamma. The repeat, T later, shows the gap; gamma fetches what it missed, once, from alpha.");
        var cut = new[] { new Cut(alpha.Index, gamma.Index, Channel.All) };
        _world.Network.Apply(cut, +1);
        Bind(alpha, "billing", 8081);
        Run(0.1);
        _world.Network.Apply(cut, -1);
        Run(2);
        Resolve(gamma, "billing");
    }

    private void LoseAServer(Machine beta, Machine delta)
    {
        Say("beta offers a service too, and is killed. Silence makes it suspect; probes, also through others, find nobody; it is hidden everywhere.");
        Bind(beta, "orders", 9090);
        Run(0.5);
        Resolve(delta, "orders");
        Write(_world.Now, "beta", "is killed");
        _world.Kill(beta.Running!, "is killed");
        Run(9);
        Resolve(delta, "orders");
        Say("beta starts again with its disk: a new process, a higher incarnation. What it served died with its process, until it is bound anew.");
        _world.Start(beta);
        Run(5);
        Bind(beta, "orders", 9090);
        Run(0.5);
        Resolve(delta, "orders");
    }

    private void HandAGuestOver(Machine gamma, Machine alpha)
    {
        Say("A program that is no server registers at gamma: a guest, kept by a lease. gamma stops gracefully and hands it to another node.");
        Ask(gamma, new RegisterGuest(new Registration("lamp", "lamp-1") { Endpoints = [new Endpoint("coap", "192.0.2.7", 5683)] }), "registers guest lamp/lamp-1");
        Run(1);
        Write(_world.Now, "gamma", "is asked to stop");
        _world.Step(gamma.Running!, new LeaveRequested());
        Run(8);
        Resolve(alpha, "lamp");
    }

    private Machine Start(string name, double after)
    {
        var machine = _world.AddMachine(new ServerId(name));
        _world.After(TimeSpan.FromSeconds(after), () =>
        {
            Write(_world.Now, name, "starts");
            _world.Start(machine);
        });
        return machine;
    }

    private void Bind(Machine machine, string name, int port)
    {
        var registration = new Registration(name, machine.Server.Value) { Endpoints = [new Endpoint("http", machine.Host.ToString(), port)] };
        Ask(machine, new Bind(registration, Replace: true), $"binds {name}");
    }

    private void Ask(Machine machine, Change change, string text)
    {
        Write(_world.Now, machine.ToString(), text);
        _world.Ask(machine.Running!, change, completed =>
            Write(_world.Now, machine.ToString(), completed?.Refusal == Refusal.None ? $"has it: {completed.Token.Stamp}" : $"refuses: {completed?.Refusal}"));
    }

    private void Resolve(Machine machine, string name)
    {
        var answer = machine.Running!.Node.Replica.Resolve(name);
        _world.Oracle.Resolve(machine.Running!, name);
        Write(_world.Now, machine.ToString(), $"resolves {name}: {(answer.Count == 0 ? "nobody" : string.Join(", ", answer.Select(instance => instance.Endpoints[0])))}");
    }

    private void Run(double seconds) => _world.RunUntil(_world.Now + TimeSpan.FromSeconds(seconds));

    private void Say(string text) => _output.WriteLine($"\n{text}");

    private void Write(TimeSpan at, string who, string text) =>
        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds,9:F3} s  {who,-6} {text}"));
}
