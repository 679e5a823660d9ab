using System.CommandLine;
using OrleansNaming.Api;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming tell NAME INSTANCE CHECK HEALTH</c>: how an instance is, for one of its checks of kind ttl.</summary>
internal static class TellVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The full path." };
        var instance = new Argument<string>("instance") { Description = "The instance's id." };
        var check = new Argument<string>("check") { Description = "The check's id." };
        var health = new Argument<string>("health") { Description = "healthy, warning or unhealthy." };
        var output = new Option<string>("--output") { Description = "Why.", DefaultValueFactory = _ => "" };
        var command = new Command("tell", "Say how an instance is, for one of its checks of kind ttl.") { name, instance, check, health, output };
        command.SetCall(
            terminal,
            parsed => $"{parsed.GetValue(instance)} is {ApiWord.Of(HealthWord.Read(parsed.GetValue(health)!))}",
            (client, parsed, stop) => client.TellHealthAsync(
                parsed.GetValue(name)!, parsed.GetValue(instance)!, parsed.GetValue(check)!, HealthWord.Read(parsed.GetValue(health)!), parsed.GetValue(output)!, stop));
        return command;
    }
}
