using OrleansNaming.Tracks.Definitions.Actions;

namespace OrleansNaming.Tracks.Language;

/// <summary>Writes actions.</summary>
internal static class ActionPrinter
{
    public static string Print(TrackAction action) => action switch
    {
        SetAction set => $"SET {string.Join(", ", set.Assignments.Select(one => $"{ExpressionPrinter.Word(one.Column)} = {ExpressionPrinter.PrintValue(one.Value)}"))}",
        CallAction call => $"CALL {call.Method} {TrackPrinter.Quoted(call.Url)}{Body(call.Body)}",
        EmailAction mail => $"EMAIL {ExpressionPrinter.PrintValue(mail.To)} {TrackPrinter.Quoted(mail.Subject)}{Body(mail.Body)}",
        PublishAction publish => $"PUBLISH {TrackPrinter.Quoted(publish.Name)} AT {TrackPrinter.Quoted(publish.Endpoint)}",
        WithdrawAction withdraw => $"WITHDRAW {TrackPrinter.Quoted(withdraw.Name)}",
        RunAction { Arguments.Count: 0 } run => $"RUN {TrackPrinter.Quoted(run.Name)}",
        RunAction run => $"RUN {TrackPrinter.Quoted(run.Name)} WITH {string.Join(", ", run.Arguments.Select(ExpressionPrinter.PrintValue))}",
        _ => throw new InvalidOperationException($"nothing prints {action.GetType().Name}"),
    };

    private static string Body(string? body) => body is null ? "" : $" BODY {TrackPrinter.Quoted(body)}";
}
