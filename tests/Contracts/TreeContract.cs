using OrleansNaming.Tree;

namespace OrleansNaming.Contracts;

/// <summary>
/// The naming tree behaves as the documentation of JNDI states for <c>javax.naming.Context</c>, <c>LinkRef</c> and <c>CompositeName</c>. Each test
/// names the rule that it stands for; where JNDI throws, this is a refusal.
/// </summary>
public abstract class TreeContract : EngineContract
{
    /// <summary>Context.bind: "binds a name to an object"; Context.lookup: "retrieves the named object".</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_bind_and_lookup_a_value_is_found_on_every_server()
    {
        var servers = await StartAsync(3);
        await servers[0].CommitAsync(Value("motd", "hello"));
        foreach (var server in servers)
        {
            await FoundAsync(server, "motd", "hello");
        }
    }

    /// <summary>Context.bind: NameAlreadyBoundException "if name is already bound".</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_bind_NameAlreadyBoundException()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(Value("motd", "hello"));
        await FoundAsync(servers[1], "motd", "hello");
        foreach (var server in servers)
        {
            await RefusedAsync(server, Value("motd", "again"), Refusal.AlreadyBound, "'motd' is bound to a value; rebind replaces it");
        }

        await servers[0].BindAsync("orders");
        await RefusedAsync(servers[0], Value("orders", "x"), Refusal.AlreadyBound, "'orders' is a service");
    }

    /// <summary>Context.bind: "All intermediate contexts and the target context must already exist" (NameNotFoundException).</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_bind_intermediate_contexts_must_exist()
    {
        var servers = await StartAsync(1);
        await RefusedAsync(servers[0], Value("shop/motd", "x"), Refusal.NotFound, "there is no context 'shop': create it first");
        await servers[0].CommitAsync(new TreeCreate("shop"));
        await servers[0].CommitAsync(Value("shop/motd", "x"));
        await RefusedAsync(servers[0], Value("shop/motd/below", "x"), Refusal.NotContext, "'shop/motd' is bound, and not to a context");
    }

    /// <summary>Context.rebind: "binds a name to an object, overwriting any existing binding"; also where another server bound it.</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_rebind_overwrites_any_existing_binding()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(Value("motd", "one"));
        await FoundAsync(servers[1], "motd", "one");
        await servers[1].CommitAsync(Value("motd", "two", replace: true));
        await FoundAsync(servers[0], "motd", "two");
        await servers[0].CommitAsync(Value("new", "three", replace: true));
        await FoundAsync(servers[1], "new", "three");
    }

    /// <summary>Context.unbind: "succeeds even if the terminal atomic name is not bound in the target context" (idempotent).</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_unbind_is_idempotent_but_its_context_must_exist()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(Value("motd", "one"));
        await FoundAsync(servers[1], "motd", "one");
        await servers[1].CommitAsync(new TreeUnbind("motd"));
        await MissingAsync(servers[0], "motd");
        await servers[0].CommitAsync(new TreeUnbind("motd"));
        await servers[0].CommitAsync(new TreeUnbind("never"));
        await RefusedAsync(servers[0], new TreeUnbind("no/where"), Refusal.NotFound, "there is no context 'no': create it first");
    }

    /// <summary>Context.rename: "binds a new name to the object bound to an old name, and unbinds the old name".</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_rename_moves_a_binding_of_whichever_server()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(Value("old", "kept"));
        await FoundAsync(servers[1], "old", "kept");
        await servers[1].CommitAsync(new TreeRename("old", "new"));
        await FoundAsync(servers[0], "new", "kept");
        await MissingAsync(servers[0], "old");
    }

    /// <summary>Context.rename: NameAlreadyBoundException "if newName is already bound"; the old name must be bound.</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_rename_the_new_name_must_be_free_and_the_old_one_bound()
    {
        var servers = await StartAsync(1);
        await servers[0].CommitAsync(Value("one", "1"));
        await servers[0].CommitAsync(Value("two", "2"));
        await RefusedAsync(servers[0], new TreeRename("one", "two"), Refusal.AlreadyBound, "'two' is bound already");
        await RefusedAsync(servers[0], new TreeRename("one", "one"), Refusal.AlreadyBound, "'one' is bound already");
        await RefusedAsync(servers[0], new TreeRename("none", "three"), Refusal.NotFound, "'none' is not bound");
        await RefusedAsync(servers[0], new TreeRename("one", "no/where"), Refusal.NotFound, "there is no context 'no': create it first");
        await FoundAsync(servers[0], "one", "1");
    }

    /// <summary>Context.rename of a context: everything below it moves, in one version; below itself it cannot go.</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_rename_of_a_context_moves_all_below_it_and_never_below_itself()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(new TreeCreate("shop"));
        await servers[0].CommitAsync(new TreeCreate("shop/eu"));
        await servers[0].CommitAsync(Value("shop/eu/motd", "hello"));
        await RefusedAsync(servers[0], new TreeRename("shop", "shop/eu/shop"), Refusal.Invalid, "'shop' cannot be moved below itself, to 'shop/eu/shop'");
        await servers[0].CommitAsync(new TreeRename("shop", "store"));
        await FoundAsync(servers[1], "store/eu/motd", "hello");
        await MissingAsync(servers[1], "shop");
    }

    /// <summary>Context.createSubcontext: NameAlreadyBoundException "if the name is already bound"; intermediate contexts must exist.</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_createSubcontext_NameAlreadyBoundException()
    {
        var servers = await StartAsync(1);
        await servers[0].CommitAsync(new TreeCreate("shop"));
        await servers[0].CommitAsync(Value("motd", "x"));
        await servers[0].BindAsync("area/orders");
        await RefusedAsync(servers[0], new TreeCreate("shop"), Refusal.AlreadyBound, "'shop' is a context already");
        await RefusedAsync(servers[0], new TreeCreate("motd"), Refusal.AlreadyBound, "'motd' is bound");
        await RefusedAsync(servers[0], new TreeCreate("area"), Refusal.AlreadyBound, "'area' is a context already");
        await RefusedAsync(servers[0], new TreeCreate("a/b"), Refusal.NotFound, "there is no context 'a': create it first");
    }

    /// <summary>Context.destroySubcontext: ContextNotEmptyException, NotContextException, and idempotent.</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_destroySubcontext_ContextNotEmptyException_and_NotContextException()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(new TreeCreate("shop"));
        await servers[0].CommitAsync(Value("shop/motd", "x"));
        await FoundAsync(servers[1], "shop/motd", "x");
        await RefusedAsync(servers[1], new TreeDestroy("shop"), Refusal.NotEmpty, "'shop' is not empty: 'shop/motd' is below it");
        await RefusedAsync(servers[1], new TreeDestroy("shop/motd"), Refusal.NotContext, "'shop/motd' is bound, and not to a context");
        await servers[1].CommitAsync(new TreeUnbind("shop/motd"));
        await servers[1].CommitAsync(new TreeDestroy("shop"));
        await MissingAsync(servers[0], "shop");
        await servers[0].CommitAsync(new TreeDestroy("shop"));
        await RefusedAsync(servers[0], new TreeDestroy("no/where"), Refusal.NotFound, "there is no context 'no': create it first");
    }

    /// <summary>Context.list and listBindings: what is directly in a context; NotContextException, NameNotFoundException.</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_listBindings_has_what_is_directly_below_and_refuses_what_is_no_context()
    {
        var servers = await StartAsync(1);
        await servers[0].CommitAsync(new TreeCreate("shop"));
        await servers[0].CommitAsync(new TreeCreate("shop/eu"));
        await servers[0].CommitAsync(Value("shop/eu/deep", "x"));
        await servers[0].CommitAsync(Link("shop/now", "shop/eu"));
        await servers[0].CommitAsync(Value("shop/motd", "x"));
        await servers[0].BindAsync("shop/orders");

        var page = TreeReader.List(servers[0].Engine.Replica, CompositeName.Parse("shop"), null, 10);

        Assert.Equal(["shop/eu Context", "shop/motd Value", "shop/now Link", "shop/orders Service"], page.Entries.Select(entry => $"{entry.Name} {entry.Kind}"));
        Assert.Equal([servers[0].Holds(servers[0])], page.Stamps.Select(token => token.Stamp));
        Assert.Equal(Refusal.NotContext, Assert.Throws<NamingException>(() => TreeReader.List(servers[0].Engine.Replica, CompositeName.Parse("shop/motd"), null, 10)).Refusal);
        Assert.Equal(Refusal.NotFound, Assert.Throws<NamingException>(() => TreeReader.List(servers[0].Engine.Replica, CompositeName.Parse("none"), null, 10)).Refusal);
    }

    /// <summary>Context.lookup: links are followed; Context.lookupLink: "following links except for the terminal atomic component".</summary>
    [Fact]
    [Row("B14")]
    public async Task Context_lookupLink_does_not_follow_the_last_component()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(new TreeCreate("shop"));
        await servers[0].CommitAsync(Value("shop/motd", "hello"));
        await servers[0].CommitAsync(Link("here", "shop"));
        await servers[0].CommitAsync(Link("shop/today", "./motd"));
        await FoundAsync(servers[1], "here/today", "hello");
        Assert.Equal(ReferenceKind.Link, Lookup(servers[1], "here/today", followsLast: false).Kind);
        Assert.Equal("shop/today", Lookup(servers[1], "here/today", followsLast: false).Name.ToString());
        await servers[1].CommitAsync(Value("here/more", "below"));
        await FoundAsync(servers[0], "shop/more", "below");
    }

    /// <summary>LinkLoopException: "a loop was detected … or an implementation-specific limit has been reached".</summary>
    [Fact]
    [Row("B14")]
    public async Task LinkRef_LinkLoopException_names_the_loop()
    {
        var servers = await StartAsync(1);
        await servers[0].CommitAsync(Link("a", "b"));
        await servers[0].CommitAsync(Link("b", "c"));
        await servers[0].CommitAsync(Link("c", "a"));
        Assert.Equal("the links lead in a circle: 'a' → 'b' → 'c' → 'a'", Fails(servers[0], "a", Refusal.LinkLoop));
        await servers[0].CommitAsync(Link("self", "self/below"));
        Assert.Contains("lead to no name", Fails(servers[0], "self", Refusal.LinkLoop), StringComparison.Ordinal);
        for (var i = 0; i <= 17; i++)
        {
            await servers[0].CommitAsync(Link($"l{i}", $"l{i + 1}"));
        }

        Assert.StartsWith("more than 16 links follow each other", Fails(servers[0], "l0", Refusal.LinkLoop), StringComparison.Ordinal);
        Assert.Equal("'l18' is not bound", Fails(servers[0], "l2", Refusal.NotFound));
    }

    /// <summary>CompositeName: a component may hold a separator, quoted or escaped.</summary>
    [Fact]
    [Row("B14")]
    public async Task CompositeName_a_component_may_be_any_text()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(new TreeCreate(CompositeName.Of("a/b").Path));
        await servers[0].CommitAsync(Value(CompositeName.Of("a/b", "Käse 🧀 100 %").Path, "x"));
        await FoundAsync(servers[1], "'a/b'/Käse 🧀 100 %", "x");
        Assert.Equal(["\"a/b\""], TreeReader.List(servers[1].Engine.Replica, CompositeName.Empty, null, 10).Entries.Select(entry => entry.Name.ToString()));
        await RefusedAsync(servers[0], Value("a\nb", "x"), Refusal.Invalid, "the name is wrong: a segment has the control character U+000A");
    }

    /// <summary>What is bound in the tree is nobody's: it survives the server that took it (docs/decisions/0011).</summary>
    [Fact]
    [Row("B14")]
    public async Task A_value_survives_the_server_that_took_it()
    {
        var servers = await StartAsync(3);
        await servers[0].CommitAsync(Value("motd", "hello"));
        await FoundAsync(servers[2], "motd", "hello");
        await Cluster.KillAsync(servers[0]);
        foreach (var left in servers[1..])
        {
            await Cluster.UntilAsync(
                () => left.Engine.Replica.Served("motd") is [var kept] && kept.Reference!.Text == "hello" && HolderOf(left, "motd") != "s1",
                $"{left} shows the value, held by another server");
        }
    }

    /// <summary>Requirements Q11: the unique-name option refuses the second binder, and of two at once one is served, everywhere the same.</summary>
    [Fact]
    [Row("B14")]
    public async Task Unique_refuses_the_second_binder()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(Only("leader", "s1"));
        await ResolvesAsync(servers[1], "leader", "s1");
        await RefusedAsync(servers[1], Only("leader", "s2"), Refusal.AlreadyBound, "'leader' is bound as 's1' at server 's1', and that binding wants it unique");
        await servers[0].UnbindAsync("leader");
        await ResolvesAsync(servers[1], "leader");
        await servers[1].CommitAsync(Only("leader", "s2"));
        await ResolvesAsync(servers[0], "leader", "s2");
    }

    [Fact]
    [Row("B14")]
    public async Task Of_concurrent_binds_one_is_served_everywhere_and_the_other_once_it_is_gone()
    {
        var servers = await StartAsync(3);
        Cluster.Lose = _ => true;
        await servers[1].CommitAsync(Only("leader", "s2"));
        await servers[0].CommitAsync(Only("leader", "s1"));
        Cluster.Lose = null;
        foreach (var server in servers)
        {
            await Cluster.UntilAsync(() => TreeReader.Conflicts(server.Engine.Replica, null, 10) is [{ Bindings: [{ IsServed: true }, { IsServed: false }] }], $"{server} sees the conflict");
            await ResolvesAsync(server, "leader", "s1");
        }

        await servers[0].UnbindAsync("leader");
        foreach (var server in servers)
        {
            await ResolvesAsync(server, "leader", "s2");
        }
    }

    private static TreeBind Value(string path, string text, bool replace = false) => new(path, Reference.Value(text), BindingPolicy.Unique, replace);

    private static TreeBind Link(string path, string target) => new(path, Reference.Link(target), BindingPolicy.Unique, Replace: false);

    private static Bind Only(string name, string server) => new(new Registration(name, server) { Policy = BindingPolicy.Unique }, Replace: false);

    private static TreeEntry Lookup(Server server, string name, bool followsLast = true) =>
        TreeReader.Lookup(server.Engine.Replica, CompositeName.Parse(name), followsLast);

    private static string HolderOf(Server server, string path) => server.Engine.Replica.Served(path).Bindings[0].Version.Owner.Server.Value;

    private static string Fails(Server server, string name, Refusal refusal)
    {
        var failed = Assert.Throws<NamingException>(() => Lookup(server, name));
        Assert.Equal(refusal, failed.Refusal);
        return failed.Message;
    }

    private static async Task RefusedAsync(Server server, Change change, Refusal refusal, string message)
    {
        var completed = await server.Engine.CommitAsync(change, TestContext.Current.CancellationToken);
        Assert.Equal((refusal, message), (completed.Refusal, completed.Message));
    }

    private Task FoundAsync(Server server, string name, string text) => Cluster.UntilAsync(() => Text(server, name) == text, $"{server} finds '{text}' at '{name}'");

    private Task MissingAsync(Server server, string name) => Cluster.UntilAsync(() => Text(server, name) is null, $"{server} finds nothing at '{name}'");

    private static string? Text(Server server, string name)
    {
        try
        {
            var found = Lookup(server, name);
            return found.Reference?.Text ?? found.Kind.ToString();
        }
        catch (NamingException e) when (e.Refusal == Refusal.NotFound)
        {
            return null;
        }
    }
}
