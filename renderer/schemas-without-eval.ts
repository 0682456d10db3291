import { z } from 'zod';

// The page's policy forbids code made from text, which schemas are compiled to; whether they may is tried out when the
// first one is made. Therefore this must be the first import of all, and in one file with the library.
z.config({ jitless: true });
