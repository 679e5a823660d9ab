using System.Globalization;
using OrleansNaming.SiloBenchmarks.Join;
using OrleansNaming.SiloBenchmarks.Propagate;
using OrleansNaming.SiloBenchmarks.Register;
using OrleansNaming.SiloBenchmarks.Resolve;

if (args is not [var what, ..])
{
    await Console.Error.WriteLineAsync("usage: propagate|register|resolve|join [rounds] [file.md]");
    return 2;
}

var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
var text = what switch
{
    "propagate" => await PropagateReport.MakeAsync(rounds > 0 ? rounds : 5_000),
    "register" => await RegisterReport.MakeAsync(rounds > 0 ? rounds : 7),
    "resolve" => await ResolveReport.MakeAsync(rounds > 0 ? rounds : 61),
    "join" => await JoinReport.MakeAsync(),
    _ => throw new ArgumentException($"'{what}' is none of propagate, register, resolve, join"),
};
await Console.Out.WriteAsync(text);
if (args.Length > 2)
{
    await File.WriteAllTextAsync(args[2], text);
}

return 0;
