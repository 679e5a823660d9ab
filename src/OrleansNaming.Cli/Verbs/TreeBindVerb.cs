using System.CommandLine;
using System.Text;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming tree bind NAME TEXT</c>: binds a value.</summary>
internal static class TreeBindVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The composite name." };
        var text = new Argument<string>("text") { Description = "The value." };
        var type = new Option<string>("--type") { Description = "Its media type.", DefaultValueFactory = _ => Reference.PlainText };
        var replace = new Option<bool>("--replace") { Description = "Take the place of what is bound (rebind)." };
        var standBy = new Option<bool>("--stand-by") { Description = "Stand behind others that do the same: the first one is served." };
        var command = new Command("bind", "Bind a value.") { name, text, type, replace, standBy };
        command.SetWrite(terminal, (tree, parsed, stop) =>
        {
            var value = Reference.Value(Encoding.UTF8.GetBytes(parsed.GetValue(text)!), parsed.GetValue(type)!);
            var policy = parsed.GetValue(standBy) ? BindingPolicy.FirstEpoch : BindingPolicy.Unique;
            return parsed.GetValue(replace)
                ? tree.RebindAsync(parsed.GetValue(name)!, value, policy, stop)
                : tree.BindAsync(parsed.GetValue(name)!, value, policy, stop);
        });
        return command;
    }
}
