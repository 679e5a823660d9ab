using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Silo.Clients;

/// <summary>What a grain for clients answers: a refusal is an answer, and no exception that Orleans would have to carry.</summary>
internal static class GrainAnswers
{
    /// <param name="ask">May refuse by what it throws, at once or later.</param>
    /// <param name="answer">The bytes of what was found.</param>
    public static async ValueTask<byte[]> Answered<T>(Func<Task<T>> ask, Func<T, byte[]> answer)
    {
        try
        {
            return answer(await ask().ConfigureAwait(true));
        }
        catch (NamingException refused)
        {
            return Refused(refused.Refusal, refused.Message);
        }
    }

    public static byte[] Written(Token token) => Succeeded(token, default);

    public static byte[] Succeeded(Token token, ReadOnlyMemory<byte> body, string message = "") => CallAnswerCodec.Encode(new CallAnswer(Refusal.None, message, token, body));

    public static byte[] Refused(Refusal refusal, string message) => CallAnswerCodec.Encode(new CallAnswer(refusal, message, default, default));
}
