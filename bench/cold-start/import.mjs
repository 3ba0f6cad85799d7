import './report.mjs';

await import(process.env.BENCH_LIBRARY);
