using OrleansNaming.SiloHost;

return await SiloProgram.RunAsync(args).ConfigureAwait(false);
